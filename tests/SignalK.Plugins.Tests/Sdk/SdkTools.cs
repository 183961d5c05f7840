using System.ComponentModel;
using System.Diagnostics;

namespace SignalK.Plugins.Tests.Sdk;

/// <summary>The repository's own scripts and the compilers of plugins, run as an author runs them.</summary>
static class SdkTools
{
    public static string Root { get; } = FindRoot();

    /// <summary>Packages that <c>make plugins</c> made, each in a folder of its name; built once a run.</summary>
    public static string Examples => Path.Combine(Root, "artifacts/plugins");

    /// <summary>Packages against the SDK of upstream: <c>NAME-0.27-incremental</c>, <c>NAME-0.28-stub</c>; built once a run.</summary>
    public static string Upstream => Path.Combine(Root, "artifacts/upstream-plugins");

    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
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
            var (code, output) = Run(program, arguments);
            return code == 0 ? null : $"{program} {string.Join(' ', arguments)}: {output}";
        }
        catch (Win32Exception)
        {
            return $"needs {program} (build/setup.sh)";
        }
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SignalK.Appliance.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
        return folder.FullName;
    }
}
