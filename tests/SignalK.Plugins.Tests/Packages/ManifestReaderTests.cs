using System.Text;
using FsCheck.Xunit;
using SignalK.Core.Fanout;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;

namespace SignalK.Plugins.Tests.Packages;

public class ManifestReaderTests
{
    [Fact]
    public void Manifest_Full_IsReadWhole()
    {
        var (manifest, faults) = Read("""
            {
              "name": "@signalk/example", "version": "1.2.3", "description": "Does things", "main": "index.js",
              "keywords": ["signalk-wasm-plugin", "signalk-webapp", "signalk-category-utility"],
              "wasmManifest": "build/plugin.wasm",
              "wasmCapabilities": { "network": ["api.example.org:443"], "storage": "vfs-only" },
              "wasmSubscriptions": ["navigation.*"],
              "wasmMigrate": ["state.json"],
              "signalk": { "displayName": "Example", "appIcon": "icon.png" },
              "signalk-plugin-enabled-by-default": true
            }
            """);

        Assert.Empty(faults);
        Assert.Equal(("@signalk/example", "1.2.3", "Does things", "build/plugin.wasm", "Example"),
            (manifest!.Name, manifest.Version, manifest.Description, manifest.WasmPath, manifest.DisplayName));
        Assert.Equal("_signalk_example", manifest.Id.Derived);
        Assert.True(manifest.IsPlugin && manifest.IsWebApp);
        Assert.False(manifest.Capabilities[Capability.Network].IsAll);
        Assert.Equal("navigation.*", Assert.Single(manifest.Subscriptions).Path.Text);
        Assert.Equal(["state.json"], manifest.Migrate);
    }

    [Fact]
    public void Manifest_OnlyAName_HasDefaults()
    {
        var (manifest, faults) = Read("""{"name":"a"}""");

        Assert.Empty(faults);
        Assert.Equal(("0.0.0", "", null, null), (manifest!.Version, manifest.Description, manifest.WasmPath, manifest.DisplayName));
        Assert.Equal(CapabilitySet.Implied, manifest.Capabilities);
        Assert.False(manifest.IsPlugin || manifest.IsWebApp);
        Assert.Empty(manifest.Subscriptions);
    }

    [Fact]
    public void Manifest_WrongTypes_AreFaultsAndTheRestIsRead()
    {
        var (manifest, faults) = Read("""
            {"name":"a","version":7,"description":[],"keywords":"x","wasmManifest":{},"wasmCapabilities":[],"wasmSubscriptions":3,"wasmMigrate":[1],"signalk":5}
            """);

        Assert.NotNull(manifest);
        Assert.Equal(["version", "description", "keywords", "wasmManifest", "wasmCapabilities", "wasmSubscriptions", "wasmMigrate[0]"],
            faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"../a"}""")]
    [InlineData("""{"name":"a/b"}""")]
    [InlineData("""{"name":"@a/b/c"}""")]
    [InlineData("""{"name":"@a/.."}""")]
    [InlineData("""{"name":"@/a"}""")]
    [InlineData("""{"name":".hidden"}""")]
    [InlineData("""{"name":"_a"}""")]
    [InlineData("""{"name":"a b"}""")]
    [InlineData("""{"name":"ä"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public void Manifest_WithoutAValidName_IsNoneAndSaysWhy(string json)
    {
        var (manifest, faults) = Read(json);

        Assert.Null(manifest);
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void Manifest_TwiceTheSameKey_TakesTheLastAsNodeDoes() => Assert.Equal("b", Read("""{"name":"a","name":"b"}""").Manifest!.Name);

    [Fact]
    public void Manifest_Huge_IsRefused() => Assert.Null(Read($$"""{"name":"a","x":"{{new string('x', 300_000)}}"}""").Manifest);

    [Fact]
    public void Manifest_LongTexts_AreCut()
    {
        var (manifest, faults) = Read($$"""{"name":"a","description":"{{new string('x', 2000)}}"}""");

        Assert.Equal(1024, manifest!.Description.Length);
        Assert.Single(faults);
    }

    [Property(MaxTest = 500)]
    public void Manifest_AnyBytes_NeverThrow(byte[] bytes) => ManifestReader.TryRead(bytes, (_, _) => { }, out _);

    [Property(MaxTest = 500)]
    public void Manifest_AnyByteChanged_NeverThrows(ushort at, byte value)
    {
        var json = """{"name":"@a/b","keywords":["signalk-wasm-plugin"],"wasmCapabilities":{"network":["a:1"],"dataRead":false},"wasmSubscriptions":[{"path":"a","period":1}]}"""u8.ToArray();
        json[at % json.Length] = value;
        ManifestReader.TryRead(json, (_, _) => { }, out _);
    }

    [Fact]
    public void Subscriptions_InEveryForm_BecomeRules()
    {
        var (manifest, faults) = Read("""
            {"name":"a","wasmSubscriptions":[
              "navigation.*",
              {"path":"environment.wind.*","period":500},
              {"path":"a","policy":"ideal","minPeriod":200},
              {"path":"b","policy":"instant","minPeriod":100,"context":"vessels.*"},
              {"context":"*","subscribe":[{"path":"c","policy":"fixed"},"d"]}]}
            """);

        Assert.Empty(faults);
        Assert.Equal(
            [
                new FeedRule(ContextPattern.Self, new PathPattern("navigation.*")),
                new FeedRule(ContextPattern.Self, new PathPattern("environment.wind.*"), FeedPolicy.Fixed, TimeSpan.FromMilliseconds(500)),
                new FeedRule(ContextPattern.Self, new PathPattern("a"), FeedPolicy.Ideal, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)),
                new FeedRule(new ContextPattern("vessels.*"), new PathPattern("b"), FeedPolicy.Instant, default, TimeSpan.FromMilliseconds(100)),
                new FeedRule(ContextPattern.All, new PathPattern("c"), FeedPolicy.Fixed, TimeSpan.FromSeconds(1)),
                new FeedRule(ContextPattern.All, new PathPattern("d")),
            ],
            manifest!.Subscriptions);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"path":7}""")]
    [InlineData("""{"path":"a","policy":"later"}""")]
    [InlineData("""{"path":"a","period":-1}""")]
    [InlineData("""{"path":"a","context":""}""")]
    [InlineData("""[[[["a"]]]]""")]
    public void Subscriptions_Wrong_AreFaults(string json) => Assert.NotEmpty(Read($$"""{"name":"a","wasmSubscriptions":{{json}}}""").Faults);

    [Fact]
    public void Subscriptions_Thousands_AreCapped()
    {
        var (manifest, faults) = Read($$"""{"name":"a","wasmSubscriptions":[{{string.Join(',', Enumerable.Repeat("\"a\"", 5000))}}]}""");

        Assert.Equal(SubscriptionReader.MostRules, manifest!.Subscriptions.Count);
        Assert.Single(faults);
    }

    static (PluginManifest? Manifest, List<PackageFault> Faults) Read(string json)
    {
        List<PackageFault> faults = [];
        ManifestReader.TryRead(Encoding.UTF8.GetBytes(json), (path, reason) => faults.Add(new PackageFault(path, reason)), out var manifest);
        return (manifest, faults);
    }
}
