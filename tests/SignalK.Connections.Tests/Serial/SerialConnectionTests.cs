using SignalK.Connections.Options;
using SignalK.Connections.Serial;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Serial;

namespace SignalK.Connections.Tests.Serial;

public sealed class SerialConnectionTests : IDisposable
{
    private readonly SerialShelf _shelf = new();

    private SerialOptions Options => new() { Id = "gps", Device = _shelf.Under("dev/serial/by-id/gps"), Baud = 4_800 };

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Port_WithSentences_ReachesTheModel()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options);

        device.Write(Sentences.Depth(1)[..7]);
        device.Write(Sentences.Depth(1)[7..] + "\r\n");

        await Eventually.Is(1, boat.Depths.Count);
        Assert.Contains("4800 baud", boat["gps"].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_PulledOutAndPluggedInAsAnother_GoesOn()
    {
        await using var boat = NewBoat();
        using (var device = new PtyPair())
        {
            _shelf.Plug("gps", device.Path);
            await RunningAsync(boat, Options);
            device.Write(Sentences.Depth(1) + "\r\n");
            await Eventually.Is(1, boat.Depths.Count);
            _shelf.Unplug("gps");
        }

        await Eventually.Is(ConnectionState.Waiting, () => boat["gps"].State);
        using var again = new PtyPair();
        _shelf.Plug("gps", again.Path);
        await RunningAsync(boat, null);
        again.Write(Sentences.Depth(2) + "\r\n");

        await Eventually.Is(2, boat.Depths.Count);
        Assert.Equal(2, boat["gps"].Opened);
        Assert.Null(boat["gps"].Error);
    }

    [Fact]
    public async Task Baud_NotGiven_IsFoundAndNothingHeardIsLost()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options with { Baud = null });

        device.Write($"{Sentences.Depth(1)}\r\n{Sentences.Depth(2)}\r\n{Sentences.Depth(3)}\r\n");

        await Eventually.Is(3, boat.Depths.Count);
        Assert.Contains("baud", boat["gps"].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_SpeaksAnotherProtocol_IsNamed()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options with { Baud = null });

        device.Write("17:33:21.107 R 19F51323 01 2F 30 70 00 2F 30 70\r\n");

        await Eventually.Is(true, () => boat["gps"].Error?.Contains("Yacht Devices RAW", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Port_Missing_IsWaitedFor()
    {
        await using var boat = NewBoat();
        await boat.RunAsync(Options);

        await Eventually.Is(ConnectionState.Waiting, () => boat["gps"].State);
        Assert.EndsWith("by-id/gps is not plugged in", boat["gps"].Error, StringComparison.Ordinal);
        Assert.Equal("connection:gps", Assert.Single(boat.Services.Faults!.Current).Key);
    }

    [Fact]
    public async Task Port_OpenedTwice_TheSecondIsToldSo()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await boat.Manager.ApplyAsync([Options, Options with { Id = "other" }]);

        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.State == ConnectionState.Running));
        await Eventually.Is(1, () => boat.Manager.Status().Count(static s => s.Error?.EndsWith("is in use by another program", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Port_IsNoSerialPort_IsToldSo()
    {
        _shelf.Write("dev/file", "");
        await using var boat = NewBoat();
        await boat.RunAsync(Options with { Device = _shelf.Under("dev/file") });

        await Eventually.Is(ConnectionState.Failed, () => boat["gps"].State);
        Assert.EndsWith("is no serial port", boat["gps"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_LockedByAnotherProgram_NamesIt()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        _shelf.Write($"var/lock/LCK..{Path.GetFileName(device.Path)}", "      4321\n");
        _shelf.Write("proc/4321/comm", "minicom\n");
        await using var boat = NewBoat();
        await boat.RunAsync(Options);

        await Eventually.Is(ConnectionState.Failed, () => boat["gps"].State);
        Assert.EndsWith("is in use by minicom (process 4321)", boat["gps"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_OpenInAnotherProcess_NamesIt()
    {
        _shelf.Write("dev/ttyUSB0", "");
        _shelf.Plug("gps", _shelf.Under("dev/ttyUSB0"));
        _shelf.Write("proc/77/comm", "gpsd\n");
        _shelf.Link("proc/77/fd/3", _shelf.Under("dev/ttyUSB0"));
        await using var boat = NewBoat();
        await boat.RunAsync(Options);

        await Eventually.Is(ConnectionState.Failed, () => boat["gps"].State);
        Assert.EndsWith("is in use by gpsd (process 77)", boat["gps"].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ToThePort_SendsWhatOthersSayAndNotItsOwnWords()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options with { Output = new OutputOptions() });
        device.Write(Sentences.Depth(1) + "\r\n");
        await Eventually.Is(1, boat.Depths.Count);

        boat.Services.Bus.Publish(this, System.Text.Encoding.ASCII.GetBytes(Sentences.Depth(2)));
        boat.Services.Bus.Flush();

        Assert.Equal(Sentences.Depth(2) + "\r\n", await Task.Run(device.Read));
        await Eventually.Is(1, () => boat["gps"].Output.Sentences);
    }

    [Fact]
    public async Task Garbage_AtAGivenRate_IsCountedAndExplained()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options);
        var noise = new byte[500];
        new Random(1).NextBytes(noise);

        await Eventually.Is(() =>
        {
            device.Write(noise);
            return boat["gps"].Error is not null;
        });

        Assert.Contains("is the rate right?", boat["gps"].Error, StringComparison.Ordinal);
        Assert.True(boat["gps"].Input.GarbageBytes > 0);
        Assert.Empty(boat.Values);
    }

    [Fact]
    public async Task Simulator_At4800Baud_SailsNorth()
    {
        using var device = new PtyPair();
        _shelf.Plug("gps", device.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options with { Baud = null });
        await using var gps = new GpsSimulator(m => device.Write(m.Span));

        await Eventually.Is(true, () => boat.Values.Count(static v => v.Path == "navigation.position") >= 4);

        var latitudes = boat.Values.Where(static v => v.Path == "navigation.position").Select(static v => v.Value.Object!.Get("latitude")!.Value.Number);
        Assert.Equal(latitudes.Order(), latitudes);
        Assert.Equal(0, boat["gps"].Input.BadChecksum);
    }

    [Fact]
    public async Task UserOf_PortOfAConnection_IsNamedUnderEachOfItsNames()
    {
        using var device = new PtyPair();
        using var other = new PtyPair();
        _shelf.Plug("gps", device.Path);
        _shelf.Plug("same", device.Path);
        _shelf.Plug("free", other.Path);
        await using var boat = NewBoat();
        await RunningAsync(boat, Options);

        Assert.Equal("gps", boat.Manager.UserOf("/dev/serial/by-id/gps"));
        Assert.Equal("gps", boat.Manager.UserOf("/dev/serial/by-id/same"));
        Assert.Null(boat.Manager.UserOf("/dev/serial/by-id/free"));
    }

    private Harness NewBoat() => new(s => s with { Serial = new SerialHost(_shelf.Root) });

    private static async Task RunningAsync(Harness boat, SerialOptions? options)
    {
        if (options is not null)
        {
            await boat.RunAsync(options);
        }

        await Eventually.Is(ConnectionState.Running, () => boat["gps"].State);
    }
}
