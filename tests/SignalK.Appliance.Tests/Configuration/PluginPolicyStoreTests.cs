using SignalK.Appliance.Configuration;
using SignalK.Plugins;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Appliance.Tests.Configuration;

public sealed class PluginPolicyStoreTests : IDisposable
{
    static readonly PluginId s_id = new("@a/b");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policies");

    ConfigPaths Paths => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SetGrants_WithoutAFile_MakesOneThatReadsBack()
    {
        var store = new PluginPolicyStore(Paths);
        var changes = 0;
        store.Changed += () => changes++;

        Assert.True(Grant(store, Capability.Network, Scope.Of(EndpointRule.TryParse("a:1", out _)!)).Ok);

        Assert.Equal(1, changes);
        Assert.True(store.Current.Of(s_id).Grants[Capability.Network].Allows("a", 1));
        Assert.False(new PluginPolicyStore(Paths).Current.Of(s_id).Grants[Capability.Network].Allows("b", 1));
        Assert.Equal([Capability.Network], store.Recorded(s_id));
        Assert.Empty(store.Recorded(new PluginId("other")));
    }

    [Fact]
    public void SetGrants_AmongOtherSettings_LeavesThemAsTheyAre()
    {
        Write("""{ "port": 3000, "mystery": {"x": [1, 2.50]}, "wasm": {"engine": "managed", "plugins": {"_a_b": {"limits": {"sockets": 3}, "grants": {"dataRead": false}}}} }""");
        var store = new PluginPolicyStore(Paths);

        Grant(store, Capability.Network, Scope.None);

        Assert.Equal(
            """{"port":3000,"mystery":{"x":[1,2.50]},"wasm":{"engine":"managed","plugins":{"_a_b":{"limits":{"sockets":3},"grants":{"dataRead":false,"network":false}}}}}""",
            File.ReadAllText(Paths.Settings).Replace("\n", "").Replace(" ", ""));
        Assert.Equal([Capability.DataRead, Capability.Network], store.Recorded(s_id).Order());
        Assert.Equal(3, store.Current.Of(s_id).Limits.Sockets);
    }

    [Fact]
    public void SetLimits_InTheirUnit_AreReadBack()
    {
        var store = new PluginPolicyStore(Paths);

        store.SetLimits(s_id, new Dictionary<PluginLimit, long> { [PluginLimit.Find("memoryMB")!] = 32 });

        Assert.Equal(32L << 20, store.Current.Of(s_id).Limits.MemoryBytes);
        Assert.Contains("\"memoryMB\": 32", File.ReadAllText(Paths.Settings));
    }

    [Fact]
    public void Forget_TakesOnlyTheOne()
    {
        Write("""{"wasm":{"plugins":{"@a/b":{"limits":{}},"c":{"limits":{"sockets":1}}}}}""");
        var store = new PluginPolicyStore(Paths);

        Assert.True(store.Forget(s_id).Changed);
        Assert.False(store.Forget(s_id).Changed);

        Assert.Equal("""{"wasm":{"plugins":{"c":{"limits":{"sockets":1}}}}}""", File.ReadAllText(Paths.Settings).Replace("\n", "").Replace(" ", ""));
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("""{"wasm":7}""")]
    [InlineData("""{"wasm":{"plugins":[]}}""")]
    public void SetGrants_OverWhatCannotBeRead_IsRefused(string settings)
    {
        Write(settings);

        var outcome = Grant(new PluginPolicyStore(Paths), Capability.Network, Scope.None);

        Assert.False(outcome.Ok);
        Assert.Equal(settings, File.ReadAllText(Paths.Settings));
    }

    [Fact]
    public void Settings_WithAKeyTwice_AreReadWithTheLastAndAWarning()
    {
        Write("""{"port":1,"wasm":{"engine":"auto","limits":{"sockets":1,"sockets":2}},"port":3001}""");

        var configuration = Appliance.Configuration.Configuration.Load(Paths, new Overrides(), readOnly: true);

        Assert.Equal((3001, 2), (configuration.Settings.HttpPort, configuration.Settings.Plugins.Limits.Sockets));
        Assert.Equal(["wasm.limits.sockets", "port"], configuration.Faults.Select(fault => fault.Path));
        Assert.All(configuration.Faults, fault => Assert.True(fault.IsWarning));
    }

    SignalK.Core.Storage.WriteOutcome Grant(PluginPolicyStore store, Capability capability, Scope scope) =>
        store.SetGrants(s_id, new Dictionary<Capability, Scope> { [capability] = scope });

    void Write(string settings) => File.WriteAllText(Paths.Settings, settings);
}
