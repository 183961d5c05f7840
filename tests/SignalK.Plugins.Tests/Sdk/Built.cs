namespace SignalK.Plugins.Tests.Sdk;

/// <summary>Plugins that were compiled from source, once a run, by the scripts that everybody uses.</summary>
static class Built
{
    static readonly Lazy<string> s_examples = Once("artifacts/plugins", "build/plugins.sh");
    static readonly Lazy<string> s_upstream = Once(SdkTools.Upstream, "tests/SignalK.Plugins.Tests/Upstream/build.sh");
    static readonly Lazy<string> s_sdk = Once("artifacts/sdk-tests", "tests/SignalK.Plugins.Tests/Sdk/build.sh");

    public static TheoryData<string> Lines => ["0.27", "0.28"];

    /// <summary>The folder of an example's package: package.json and plugin.wasm.</summary>
    public static string Example(string name) => Path.Combine(s_examples.Value, name);

    /// <summary>The example as npm packs it.</summary>
    public static string ExampleTarball(string name) => Directory.GetFiles(s_examples.Value, $"signalk-example-{name}-*.tgz").Single();

    /// <summary>The folder of a package against the upstream SDK: <c>core-0.27-stub</c>.</summary>
    public static string Upstream(string name) => Path.Combine(s_upstream.Value, name);

    /// <summary>A module that tests the SDKs: <c>everything-c</c>.</summary>
    public static byte[] Sdk(string name) => File.ReadAllBytes(Path.Combine(s_sdk.Value, name + ".wasm"));

    public static byte[] Module(string package) => File.ReadAllBytes(Path.Combine(package, "plugin.wasm"));

    static Lazy<string> Once(string folder, string script) => new(() =>
        SdkTools.Problem(Repository.Of(script)) is { } problem
            ? throw new InvalidOperationException(problem)
            : Repository.Of(folder));
}
