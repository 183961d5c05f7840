using SignalK.Plugins.Tests.Sdk;

namespace SignalK.Plugins.Tests.Upstream;

/// <summary>Plugins of our own sources against the SDK that upstream publishes, compiled by its compilers; built once a run.</summary>
static class UpstreamPlugins
{
    private static readonly Lazy<string?> s_problem = new(() => SdkTools.Problem("bash", "tests/SignalK.Plugins.Tests/Upstream/build.sh"));

    /// <summary>Why they cannot be built here; null when they are there.</summary>
    public static string? Problem => s_problem.Value;

    public static string[] Variants { get; } = ["0.27-incremental", "0.27-stub", "0.28-incremental", "0.28-stub"];

    public static string Folder(string name, string variant = "0.28-incremental") => Path.Combine(SdkTools.Upstream, $"{name}-{variant}");
}

/// <summary>Needs them, and says why it was skipped where they cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class UpstreamFactAttribute : FactAttribute
{
    public UpstreamFactAttribute() => Skip = UpstreamPlugins.Problem;
}

/// <inheritdoc cref="UpstreamFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
sealed class UpstreamTheoryAttribute : TheoryAttribute
{
    public UpstreamTheoryAttribute() => Skip = UpstreamPlugins.Problem;
}
