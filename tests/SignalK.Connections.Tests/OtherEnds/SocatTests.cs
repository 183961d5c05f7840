using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;
using SignalK.TestKit.Net;
using SignalK.TestKit.Serial;

namespace SignalK.Connections.Tests.OtherEnds;

/// <summary>A serial port that another program made: what it is fed comes out of a TCP port of its own.</summary>
public sealed class SocatTests : IDisposable
{
    private readonly SerialShelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [ProgramFact("socat")]
    public async Task Serial_ThroughSocat_SurvivesUnplugAndReplug()
    {
        var device = _shelf.Under("dev/serial/by-id/usb-socat");
        await using var boat = new Harness();
        await boat.RunAsync(new SerialOptions { Id = "socat", Device = device, Output = new OutputOptions() });

        for (var plugged = 1; plugged <= 2; plugged++)
        {
            var port = OtherProgram.FreePort();
            using var socat = new OtherProgram("socat", $"PTY,link={device},rawer", $"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr");
            using var instrument = await ConnectAsync(port);
            await Eventually.Is(ConnectionState.Running, () => boat["socat"].State);

            // At first the rate is listened for; the sentences heard meanwhile count as well.
            var before = boat.Depths.Count();
            await instrument.WriteAsync($"{Sentences.Depth(plugged)}\r\n{Sentences.Depth(plugged)}\r\n");
            await Eventually.Is(before + 2, boat.Depths.Count);
            await Eventually.Is(true, () => boat["socat"].Address!.EndsWith("baud", StringComparison.Ordinal));
            boat.Services.Bus.Publish(this, System.Text.Encoding.ASCII.GetBytes(Sentences.Depth(9)));
            boat.Services.Bus.Flush();
            Assert.Equal(Sentences.Depth(9), await instrument.ReadLineAsync());
        }

        await Eventually.Is(ConnectionState.Waiting, () => boat["socat"].State);
        Assert.Equal([1, 1, 2, 2], boat.Depths);
    }

    private static async Task<LineClient> ConnectAsync(int port)
    {
        LineClient? client = null;
        await Eventually.Is(() =>
        {
            try
            {
                client = LineClient.ConnectAsync(port).GetAwaiter().GetResult();
                return true;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return false;
            }
        });
        return client!;
    }
}
