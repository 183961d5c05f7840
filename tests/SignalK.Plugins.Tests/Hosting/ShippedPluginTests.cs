using System.Formats.Tar;
using System.IO.Compression;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Hosting;

/// <summary>Plugins that lie in the image: the example vendor's, locked and not.</summary>
public sealed class ShippedPluginTests : IDisposable
{
    const string Id = "signalk-example-dew-point";

    readonly TestFolder _image = new();

    public ShippedPluginTests()
    {
        using var archive = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(archive, _image.Path, overwriteFiles: false);
    }

    static string Archive { get; } = Repository.Of($"image/vendor/EXAMPLE/plugins/{Id}-1.0.0.tgz");

    [Fact]
    public async Task Start_OneThatIsTheOwners_RunsFromTheFirstStartAndStaysOff_WhenHeSaysSo()
    {
        await using var boat = Make(isLocked: false);
        await boat.StartAsync();
        Assert.Equal((PluginState.Running, null), (boat.Plugin(Id).State, boat.Plugin(Id).Lock));

        Assert.True((await boat.Host.DisableAsync(Id)).Succeeded);
        await boat.StopAsync();
        await boat.StartAsync();
        Assert.Equal(PluginState.Stopped, boat.Plugin(Id).State);

        var removed = await boat.Host.RemoveAsync(Id, deleteData: false);
        Assert.Equal((PluginOutcome.Failed, $"{Id} came with the unit: it can be switched off, and not be removed"), (removed.Outcome, removed.Message));
    }

    [Fact]
    public async Task Start_AVersionOfTheOwners_GoesBeforeTheShippedOne()
    {
        await using var boat = Make(isLocked: false);
        var own = boat.Install(_image.In("package"), name: Id);
        File.WriteAllText(Path.Combine(own, "package.json"), File.ReadAllText(Path.Combine(own, "package.json")).Replace("\"1.0.0\"", "\"1.1.0\"", StringComparison.Ordinal));
        await boat.StartAsync();
        Assert.Equal("1.1.0", boat.Plugin(Id).Version);
    }

    [Fact]
    public async Task Locked_WhateverTheOwnerTries_IsRefusedWithTheReason()
    {
        await using var boat = Make(isLocked: true);
        await boat.StartAsync();
        var host = boat.Host;
        foreach (var attempt in (Func<Task<PluginResult>>[])
            [
                () => host.DisableAsync(Id),
                () => host.ConfigureAsync(Id, """{"enabled":false,"configuration":{}}"""u8.ToArray()),
                () => host.GrantAsync(Id, """{"dataWrite":false}"""u8.ToArray()),
                () => host.UndoAsync(Id),
                () => host.RemoveAsync(Id, deleteData: true),
            ])
        {
            var result = await attempt();
            Assert.Equal(PluginOutcome.Locked, result.Outcome);
            Assert.Equal($"{Id} comes with Navigator 5 and belongs to how it works: it stays on, in this version, with these permissions", result.Message);
        }
        await using (var package = File.OpenRead(Archive))
            Assert.Contains("comes with Navigator 5", (await host.InstallAsync(package, null, CancellationToken.None)).Message, StringComparison.Ordinal);

        Assert.True((await host.ConfigureAsync(Id, """{"enabled":true,"configuration":{"period":60}}"""u8.ToArray())).Succeeded);
        Assert.Equal(PluginState.Running, boat.Plugin(Id).State);
        Assert.Contains("comes with Navigator 5", boat.Plugin(Id).Lock!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locked_FilesThatSayOtherwise_AreNotHeeded()
    {
        await using var boat = Make(isLocked: true);
        boat.Install(_image.In("package"), enabled: false, name: Id);
        boat.Policies.SetGrants(new PluginId(Id), new Dictionary<Capability, Scope> { [Capability.DataWrite] = Scope.None });
        await boat.StartAsync();

        Assert.Equal((PluginState.Running, true), (boat.Plugin(Id).State, boat.Plugin(Id).Enabled));
        Assert.Contains("dewPointTemperature", boat.Plugin(Id).Capabilities, StringComparison.Ordinal);
    }

    public void Dispose() => _image.Dispose();

    Boat Make(bool isLocked) => new()
    {
        Shipped = new ShippedPlugins(
            _image.Path, new Dictionary<string, ShippedPlugin> { [Id] = ShippedPlugin.Free with { IsLocked = isLocked } }, "Navigator 5"),
    };
}
