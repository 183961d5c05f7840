using System.Text.Json.Nodes;

namespace SignalK.Appliance.Tests.Device.Vendor;

/// <summary>A unit of a vendor, as its owner gets it.</summary>
public sealed class VendorUnitTests : IDisposable
{
    readonly VendorFolder _vendor = new();
    readonly Unit _unit = new();

    [Fact]
    public void Apply_AVendorsUnit_SaysWhoseItIsAndWhomToAsk()
    {
        _vendor.Install(_unit.Paths.Root, "pc");
        _unit.Boot();

        Assert.StartsWith("Example Marine Navigator 5\r\n", _unit.Result);
        Assert.Contains("Help: support@example.com, https://example.com/navigator", _unit.ResultLine);
        Assert.Equal("Example Marine\nNavigator 5\n", _unit.Run("vendor"));
    }

    [Theory]
    [InlineData("NMEA 0183 A", "/dev/ttyS1", 4800)]
    [InlineData("nmea0183b", "/dev/ttyS2", 38400)]
    public void Apply_APortByTheNameOnTheBox_OpensItsDevice(string name, string device, int baud)
    {
        _vendor.Install(_unit.Paths.Root, "pc");
        _unit.Write($$"""{ "ports": [{ "name": "gps", "device": "{{name}}" }] }""");
        _unit.Boot();

        Assert.Contains("NO MISTAKES", _unit.Result);
        var options = _unit.Settings["pipedProviders"]![0]!["pipeElements"]![0]!["options"]!["subOptions"]!;
        Assert.Equal((device, baud), ((string)options["device"]!, (int)options["baudrate"]!));
    }

    [Fact]
    public void Apply_APortThatTheBoxDoesNotHave_SaysWhichThereAre()
    {
        _vendor.Install(_unit.Paths.Root, "pc");
        _unit.Write("""{ "ports": [{ "name": "gps", "device": "NMEA C" }] }""");
        _unit.Boot();
        Assert.Contains("or what is printed beside the connector: \"NMEA 0183 A\", \"NMEA 0183 B\", \"NMEA 2000\"", _unit.ResultLine);
    }

    [Fact]
    public void Apply_OverlaysOfTheBoard_ComeBeforeTheOwners()
    {
        _vendor.Install(_unit.Paths.Root, "rpi5");
        _unit.Write("""{ "overlays": ["i2c1", "mcp2515,oscillator=16000000"] }""");
        _unit.Boot();
        Assert.Equal("mcp2515,oscillator=16000000\ni2c1\n", _unit.Run("overlays"));
    }

    [Fact]
    public void Apply_WithAChannel_AsksUnlessTheOwnerSaysNo()
    {
        _vendor.Install(_unit.Paths.Root, "pc");
        _unit.Boot();
        Assert.Equal("https://example.com/navigator/channel.json\n", _unit.Run("channel"));
        Assert.Contains("update: example.com is asked once a day", _unit.ResultLine);

        _unit.Write("""{ "update": { "check": false } }""");
        _unit.Boot();
        Assert.False(_unit.HasRun("channel"));
    }

    [Fact]
    public void Apply_SwitchingOffALockedPlugin_IsAMistake()
    {
        _vendor.Install(_unit.Paths.Root, "pc");
        var plugin = Directory.CreateDirectory(_unit.Paths.InRoot("usr/share/signalk/vendor/plugins/dew-point")).FullName;
        File.Copy(Repository.Of("src/plugin-sdk/examples/dew-point/package.json"), Path.Combine(plugin, "package.json"));
        File.WriteAllText(Path.Combine(plugin, "plugin.wasm"), "");
        _unit.Write("""{ "plugins": { "signalk-example-dew-point": false } }""");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            // At each start, as long as it stands there.
            _unit.Boot();
            Assert.Contains("appliance.json, line 1, column 45, plugins.signalk-example-dew-point: signalk-example-dew-point comes with Navigator 5 and belongs to how it works", _unit.ResultLine);
            Assert.DoesNotContain("signalk-example-dew-point off", _unit.ResultLine);
        }
    }

    [Fact]
    public void Apply_ABrokenKit_StartsAllTheSame()
    {
        _vendor.Change("vendor.json", "\"name\"", "nothing of it [");
        _vendor.Change("boards/pc/board.json", "\"ports\"", "ports [");
        _vendor.Install(_unit.Paths.Root, "pc");
        _unit.Write("""{ "boat": "Aura" }""");
        _unit.Boot();

        Assert.StartsWith("SIGNAL K APPLIANCE", _unit.Result);
        Assert.Contains("boat: \"Aura\"", _unit.Result);
        Assert.IsType<JsonObject>(_unit.Settings);
    }

    public void Dispose()
    {
        _vendor.Dispose();
        _unit.Dispose();
    }
}
