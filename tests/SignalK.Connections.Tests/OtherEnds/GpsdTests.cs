using System.Globalization;
using System.Text.Json;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Serial;

namespace SignalK.Connections.Tests.OtherEnds;

public sealed class GpsdTests
{
    // A sentence has four decimals of a minute.
    private const double Rounding = 1e-6;

    [ProgramFact("gpsd")]
    public async Task Gpsd_ReadsTheReceiver_WeReadGpsd()
    {
        using var device = new PtyPair();
        File.SetUnixFileMode(device.Path, (UnixFileMode)0b110_110_110);
        await using var gps = new GpsSimulator(m => device.Write(m.Span));
        var port = OtherProgram.FreePort();
        using var gpsd = new OtherProgram("gpsd", "-N", "-n", "-S", port.ToString(CultureInfo.InvariantCulture), device.Path);
        await using var boat = new Harness();
        await boat.RunAsync(new TcpClientOptions { Id = "gpsd", Host = "127.0.0.1", Port = port, Protocol = TcpProtocol.Gpsd });

        await Eventually.Is(() => boat.Values.Any(static v => v.Path == "navigation.position"), () => $"{boat["gpsd"]}, gpsd exited: {gpsd.HasExited}");

        var position = boat.Values.First(static v => v.Path == "navigation.position");
        Assert.Equal("gpsd.GP", position.Source);
        Assert.InRange(position.Value.Object!.Get("latitude")!.Value.Number, 60.1, gps.Latitude + Rounding);
    }

    [ProgramFact("gpsd", "gpspipe")]
    public async Task Gpsd_ReadsUs_ItsFixIsTheBoats()
    {
        using var device = new PtyPair();
        await using var gps = new GpsSimulator(m => device.Write(m.Span));
        await using var boat = new Harness();
        await boat.Manager.ApplyAsync(
        [
            new SerialOptions { Id = "gps", Device = device.Path, Baud = 4_800 },
            new TcpServerOptions { Id = "tcp", Listen = Harness.Loopback, Port = 0 },
        ]);
        await Eventually.Is(ConnectionState.Running, () => boat["tcp"].State);
        var port = OtherProgram.FreePort();
        using var gpsd = new OtherProgram(
            "gpsd", "-N", "-n", "-S", port.ToString(CultureInfo.InvariantCulture), $"tcp://127.0.0.1:{boat["tcp"].Endpoints[0].Port}");
        await Eventually.Is(1, () => boat["tcp"].Clients.Count);
        using var pipe = new OtherProgram("gpspipe", "-w", "127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture));

        double? latitude = null;
        while (latitude is null && await pipe.ReadLineAsync() is { } report)
        {
            using var json = JsonDocument.Parse(report);
            latitude = json.RootElement.TryGetProperty("lat", out var value) ? value.GetDouble() : null;
        }

        Assert.InRange(latitude!.Value, 60.1, gps.Latitude + Rounding);
    }
}
