using System.CommandLine;
using SignalK.Appliance.Cli;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Tests.Device.Update;

public sealed class UpdateCommandTests : IDisposable
{
    readonly Unit _unit = new();

    public void Dispose() => _unit.Dispose();

    [Fact]
    public async Task Stick_SwitchedOff_IsNotLookedAt()
    {
        Directory.CreateDirectory(_unit.Paths.Device);
        new DeviceStateFile(_unit.Paths.State).Save(new DeviceState { Settings = new OwnerSettings { Update = new UpdateSettings(null, null, Usb: false) } });
        using var output = new StringWriter();

        var parsed = DeviceCommand.Create().Parse(["update", "--stick", "/nosuch.raucb", "--data", _unit.Paths.Data, "--run", _unit.Paths.Run, "--root", _unit.Paths.Root, "--owner", _unit.Paths.Owner]);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { Output = output });

        Assert.Equal(0, exit);
        Assert.Contains("switched off (update.usb)", output.ToString());
        Assert.False(File.Exists(Path.Combine(_unit.Paths.Device, "update.json")));
    }
}
