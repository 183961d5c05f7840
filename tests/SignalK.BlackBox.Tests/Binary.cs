using System.Diagnostics;

namespace SignalK.BlackBox.Tests;

/// <summary>The binary under test: <c>SIGNALK_BINARY</c>, else what the build left under artifacts/.</summary>
static class Binary
{
    public static string Path { get; } = Find();

    /// <summary>Runs a command to its end; one that takes over 30 s is killed and fails the test.</summary>
    public static Task<Finished> RunAsync(params string[] arguments) => RunAsync(StartInfo(arguments));

    public static async Task<Finished> RunAsync(ProcessStartInfo info)
    {
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"signalk {string.Join(' ', info.ArgumentList)} did not end within 30 s");
        }
        return new Finished(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments) => new(Path, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        // Tests leave the machine's own cache alone.
        Environment = { ["XDG_CACHE_HOME"] = Repository.Of("artifacts/cache"), ["CACHE_DIRECTORY"] = null },
    };

    static string Find()
    {
        if (Environment.GetEnvironmentVariable("SIGNALK_BINARY") is { Length: > 0 } named)
            return System.IO.Path.GetFullPath(named);
        var configuration = AppContext.BaseDirectory.Contains("/release", StringComparison.Ordinal) ? "release" : "debug";
        return System.IO.Path.Combine(Repository.Root, "artifacts/bin/SignalK.Appliance", configuration, "signalk");
    }
}

/// <summary>What a command that ended left behind.</summary>
sealed record Finished(int ExitCode, string Output, string Error);
