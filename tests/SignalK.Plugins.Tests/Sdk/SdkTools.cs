using System.ComponentModel;
using System.Diagnostics;

namespace SignalK.Plugins.Tests.Sdk;

/// <summary>The repository's own scripts and the compilers of plugins, run as an author runs them.</summary>
static class SdkTools
{
    static readonly Lock s_one = new();
    static readonly Lazy<string?> s_missing = new(FindMissing);

    /// <summary>Where the packages against the SDK of upstream are: <c>NAME-0.27-incremental</c>, <c>NAME-0.28-stub</c>.</summary>
    public static string Upstream => Repository.Of("artifacts/upstream-plugins");

    /// <summary>Why there can be no such test here; null when there can.</summary>
    public static string? Missing => s_missing.Value;

    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(600_000)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (process.ExitCode, output.Result + error.Result);
    }

    /// <summary>Why a script did not do it; null when it did.</summary>
    public static string? Problem(string program, params string[] arguments)
    {
        try
        {
            lock (s_one)
            {
                var (code, output) = Run(program, arguments);
                return code == 0 ? null : $"{program} {string.Join(' ', arguments)}: {output}";
            }
        }
        catch (Win32Exception)
        {
            return $"needs {program} (build/setup.sh)";
        }
    }

    static string? FindMissing()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var program = ((string[])["node", "npm", "clang", "wasm-ld", "cargo"]).FirstOrDefault(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name))));
        return program is null ? null : $"{program} is not installed (build/setup.sh plugins)";
    }
}

/// <summary>A test that compiles plugins; skipped, with the reason, where a compiler is missing.</summary>
sealed class CompilersFactAttribute : FactAttribute
{
    public CompilersFactAttribute() => Skip = SdkTools.Missing!;
}

/// <inheritdoc cref="CompilersFactAttribute"/>
sealed class CompilersTheoryAttribute : TheoryAttribute
{
    public CompilersTheoryAttribute() => Skip = SdkTools.Missing!;
}
