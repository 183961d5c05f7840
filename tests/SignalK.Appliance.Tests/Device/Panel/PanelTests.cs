using System.Buffers.Binary;
using System.CommandLine;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Device;
using SignalK.Appliance.Device.Panel;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;
using SignalK.TestKit;

namespace SignalK.Appliance.Tests.Device.Panel;

/// <summary>Lights and button, on a made-up /sys and /dev.</summary>
public sealed class PanelTests : IDisposable
{
    static readonly BoardLeds s_one = new(null, "one", "one", "one");
    static readonly BoardLeds s_each = new("power", "ready", "data", "fault");
    static readonly BoardButton s_button = new("/dev/input/button", 148, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    readonly Unit _unit = new();

    // Eight ticks are two seconds; # is on.
    [Theory]
    [InlineData(false, false, false, "........")]
    [InlineData(true, false, false, "########")]
    [InlineData(true, true, false, ".###.###")]
    [InlineData(true, true, true, "#.#.#.#.")]
    public void IsOn_OneLightForAll_TellsThemApart(bool ready, bool data, bool fault, string shown) =>
        Assert.Equal(shown, Shown(s_one, "one", new PanelSight(ready, data, fault), ButtonAsk.Nothing));

    [Theory]
    [InlineData("power", "########")]
    [InlineData("ready", "########")]
    [InlineData("data", "#...#...")]
    [InlineData("fault", "#.#.#.#.")]
    public void IsOn_ALightForEach_ShowsItsOwn(string led, string shown) =>
        Assert.Equal(shown, Shown(s_each, led, new PanelSight(true, true, true), ButtonAsk.Nothing));

    [Fact]
    public void IsOn_WhileTheButtonIsHeld_TellsWhatItWouldDo()
    {
        Assert.Equal("##..##..", Shown(s_each, "power", PanelSight.Dark, ButtonAsk.SafeMode));
        Assert.Equal("########", Shown(s_each, "fault", PanelSight.Dark, ButtonAsk.FactoryReset));
    }

    [Theory]
    [InlineData(4.9, ButtonAsk.Nothing)]
    [InlineData(5.1, ButtonAsk.SafeMode)]
    [InlineData(14.9, ButtonAsk.SafeMode)]
    [InlineData(15.1, ButtonAsk.FactoryReset)]
    [InlineData(59, ButtonAsk.FactoryReset)]
    [InlineData(61, ButtonAsk.Nothing)]
    internal void Release_AfterSoLong_AsksForThat(double seconds, ButtonAsk asked)
    {
        var time = new FakeTimeProvider();
        var hold = new ButtonHold(s_button, time);
        hold.Press();
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(asked, hold.Asks);
        Assert.Equal(asked, hold.Release());
        Assert.Equal(ButtonAsk.Nothing, hold.Asks);
    }

    [Fact]
    public void Read_EventsOfADevice_AreThePressesOfTheKey()
    {
        using var device = new MemoryStream([.. Event(1, 148, 1), .. Event(1, 148, 2), .. Event(0, 0, 0), .. Event(1, 30, 1), .. Event(1, 148, 0), .. Event(4, 4, 1), 1, 2, 3]);
        List<bool> pressed = [];
        KeyEvents.Read(device, 148, pressed.Add);
        Assert.Equal([true, false], pressed);
    }

    [Fact]
    public async Task Run_OnABoard_DrivesItsLightsAndSaysWhichAreMissing()
    {
        var led = _unit.Paths.InRoot("sys/class/leds/power");
        Directory.CreateDirectory(led);
        foreach (var (file, content) in (IEnumerable<(string, string)>)[("max_brightness", "255\n"), ("brightness", "0\n"), ("trigger", "[mmc0]\n")])
            File.WriteAllText(Path.Combine(led, file), content);
        List<string> said = [];
        using var stop = new CancellationTokenSource();
        var panel = Panel(s_each, said.Add);
        var running = panel.RunAsync(stop.Token);
        await Eventually.Is(() => File.ReadAllText(Path.Combine(led, "brightness")) == "255");

        Assert.Equal("none", File.ReadAllText(Path.Combine(led, "trigger")));
        Assert.Equal(3, said.Count(line => line.StartsWith("there is no light", StringComparison.Ordinal)));
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData(6, "without plugins", false)]
    [InlineData(20, "reset to how it was delivered", true)]
    public void Button_HeldAndLetGo_IsDoneAtTheNextStartOnce(int seconds, string told, bool isReset)
    {
        _unit.Write("""{ "boat": "Aura" }""");
        _unit.Boot();
        File.Delete(_unit.Paths.ApplianceJson);
        var machine = new RestartedMachine();
        var panel = Panel(s_each, _ => { }, machine);
        panel.OnKey(isDown: true);
        _unit.Time.Advance(TimeSpan.FromSeconds(seconds));
        panel.OnKey(isDown: false);
        Assert.Equal(1, machine.Restarts);

        _unit.Boot();
        Assert.Contains($"the button: the unit was", _unit.ResultLine);
        Assert.Contains(told, _unit.ResultLine);
        Assert.Equal(!isReset, _unit.HasRun(BootPart.SafeModeFile));
        Assert.Equal(!isReset, File.Exists(_unit.Config.BaseDeltas));

        _unit.Boot();
        Assert.DoesNotContain("the button", _unit.ResultLine);
        Assert.False(_unit.HasRun(BootPart.SafeModeFile));
    }

    [Fact]
    public void Server_AsAnOption_TakesAddressesAlone()
    {
        var option = DeviceOptions.Server();
        var command = new RootCommand { option };
        Assert.Equal(new Uri("http://127.0.0.1:8080"), command.Parse("--server http://127.0.0.1:8080").GetValue(option));
        Assert.Equal(new Uri("http://127.0.0.1:3000"), command.Parse("").GetValue(option));
        Assert.Equal("--server takes an address such as http://127.0.0.1:3000, not 'nowhere'", Assert.Single(command.Parse("--server nowhere").Errors).Message);
    }

    [Fact]
    public void Button_HeldShortly_DoesNothing()
    {
        var machine = new RestartedMachine();
        var panel = Panel(s_each, _ => { }, machine);
        panel.OnKey(isDown: true);
        _unit.Time.Advance(TimeSpan.FromSeconds(2));
        panel.OnKey(isDown: false);
        Assert.Equal(0, machine.Restarts);
        Assert.Equal(ButtonAsk.Nothing, new PanelRequest(_unit.Paths).Asked);
    }

    public void Dispose() => _unit.Dispose();

    BoardPanel Panel(BoardLeds leds, Action<string> say, IMachine? machine = null) =>
        new(_unit.Paths, new BoardInfo { Leds = leds, Button = s_button }, machine ?? new RestartedMachine(), _ => Task.FromResult<ServerHealth?>(null), say, _unit.Time);

    static string Shown(BoardLeds leds, string led, PanelSight sight, ButtonAsk asks) =>
        string.Concat(Enumerable.Range(0, 8).Select(tick => PanelLights.IsOn(leds, led, sight, asks, tick) ? '#' : '.'));

    static byte[] Event(ushort type, ushort code, int value)
    {
        var record = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(16), type);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(18), code);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(20), value);
        return record;
    }

    sealed class RestartedMachine : IMachine
    {
        public int Restarts { get; private set; }

        public string? Slot => "A";

        public bool IsTrial => false;

        public string Version => "1.0.0";

        public string? Compatible => null;

        public string BootId => "";

        public void Restart() => Restarts++;
    }
}
