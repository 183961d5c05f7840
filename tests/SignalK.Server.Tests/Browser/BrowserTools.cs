using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SignalK.Server.Tests.Browser;

/// <summary>Node, npm packages at the versions of the lock file, and Debian's Chromium.</summary>
internal static class BrowserTools
{
    private static readonly Lazy<string?> s_missing = new(Install);

    /// <summary>Holds <c>node_modules/</c>: also a configuration directory with a web application in it.</summary>
    public static string Folder { get; } = Repository.Of("artifacts/browser");

    /// <summary>Why there can be no such test here; null when there can.</summary>
    public static string? Missing => s_missing.Value;

    /// <summary>What a script printed as its last line.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        var (code, output, error) = await RunAsync("node", Path.Combine(Folder, script), arguments);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
    }

    private static string? Install()
    {
        if (!File.Exists("/usr/bin/chromium"))
        {
            return "chromium is not installed (build/setup.sh)";
        }

        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(Repository.Of("tests/SignalK.Server.Tests/Browser/scripts")))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            var installed = Path.Combine(Folder, "installed.json");
            var wanted = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));
            if (File.Exists(installed) && File.ReadAllText(installed) == wanted)
            {
                return null;
            }

            var (code, _, error) = RunAsync("npm", "ci", ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Folder]).GetAwaiter().GetResult();
            if (code != 0)
            {
                return $"npm could not install what the browser tests need: {error.Split('\n')[0]}";
            }

            File.WriteAllText(installed, wanted);
            return null;
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException)
        {
            return $"node and npm are needed: {e.Message}";
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string program, string first, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [first, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(120));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}

/// <summary>A test in a browser; skipped, with the reason, where there is none.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserTools.Missing!;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserTools.Missing!;
}
