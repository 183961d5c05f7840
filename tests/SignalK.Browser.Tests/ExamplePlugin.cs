using System.Diagnostics;

namespace SignalK.Browser.Tests;

/// <summary>An example plugin, built from source by the repository's own script.</summary>
sealed class ExamplePlugin
{
    readonly Lazy<string?> _missing;

    ExamplePlugin(string name)
    {
        Name = name;
        _missing = new(Build);
    }

    public static ExamplePlugin Hello { get; } = new("hello");

    public string Name { get; }

    /// <summary>Its package, as it is installed.</summary>
    public string Package => Directory.GetFiles(Repository.Of("artifacts/plugins"), $"signalk-example-{Name}-*.tgz").Single();

    /// <summary>Why it is not there; null when it is.</summary>
    public string? Missing => _missing.Value;

    string? Build()
    {
        using var script = Process.Start(new ProcessStartInfo("bash", ["build/plugins.sh", Name])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        if (!script.WaitForExit(300_000))
            script.Kill(entireProcessTree: true);
        return script is { HasExited: true, ExitCode: 0 } ? null : $"the example {Name} could not be built: {error.Result.Trim()} {output.Result.Trim()}";
    }
}

/// <summary>A test with an example plugin; skipped where there is no Chromium, or no compiler for the plugin.</summary>
public sealed class PluginTheoryAttribute : TheoryAttribute
{
    public PluginTheoryAttribute()
    {
        if (Browser.Program is null)
            Skip = "needs Chromium: apt-get install chromium, or name one by CHROMIUM";
        else if (ExamplePlugin.Hello.Missing is { } reason)
            Skip = reason;
    }
}
