using System.Text.Json;
using SignalK.Appliance.Hosting;
using SignalK.Appliance.Plugins;
using SignalK.Connections.Serial;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;
using SignalK.TestKit;
using SignalK.TestKit.Serial;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class PluginSerialDevicesTests : IDisposable
{
    const string Node = "/dev/serial/by-id/gps";

    readonly SerialShelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Open_FreePort_CarriesBytes()
    {
        using var pty = new PtyPair();
        _shelf.Plug("gps", pty.Path);
        var devices = Devices(null);
        using var device = devices.Open(Node, 4800, out var refusal)!;

        Assert.Empty(refusal);
        pty.Write("hello");
        var buffer = new byte[5];
        var count = 0;
        await Eventually.Is(5, () => count += device.Read(buffer.AsSpan(count)));
        Assert.Equal("hello"u8.ToArray(), buffer);
        Assert.Null(devices.Open(Node, 4800, out refusal));
        Assert.Contains("in use", refusal);
    }

    [Fact]
    public void Open_PortOfAConnection_NamesTheConnection()
    {
        Assert.Null(Devices("serial/gps").Open(Node, 4800, out var refusal));
        Assert.Contains("the connection 'serial/gps' uses it", refusal);
    }

    [Fact]
    public void Open_NotPluggedIn_SaysSo()
    {
        Assert.Null(Devices(null).Open(Node, 4800, out var refusal));
        Assert.Contains("not plugged in", refusal);
    }

    [Fact]
    public void PortsOfPlugins_GrantedByFullName_AreLeftToThem()
    {
        using var grants = JsonDocument.Parse("""{"serialPorts":["/dev/serial/by-id/usb-A","usb-B","usb-C*","ttyAMA0"]}""");
        var granted = new PluginPolicy(PluginLimits.Default, CapabilityReader.ReadGrants(grants.RootElement, "", static (_, _) => { }));
        var policies = new PluginPolicies(PluginLimits.Default, new Dictionary<string, PluginPolicy> { ["one"] = granted, ["other"] = PluginPolicy.Default });

        Assert.Equal(["/dev/serial/by-id/usb-A", "/dev/serial/by-id/usb-B", "/dev/ttyAMA0"], ConnectionPlan.PortsOfPlugins(policies, ShippedPlugins.None));
    }

    PluginSerialDevices Devices(string? connection) => new(_ => connection, new SerialHost(_shelf.Root));
}
