using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Device.Clock;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Appliance.Tests.Device.Clock;

public sealed class ClockFeedTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clock");
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 5, 10, 0, 0, 250, TimeSpan.Zero));
    readonly CancellationTokenSource _stop = new();
    readonly Socket _chrony = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
    readonly Hub _hub;
    readonly Ingress _gps;
    readonly Ingress _stranger;
    readonly ClockFeed _feed;
    readonly Task _running;

    public ClockFeedTests()
    {
        var path = Path.Combine(_folder.FullName, "chrony.sock");
        _chrony.Bind(new UnixDomainSocketEndPoint(path));
        _hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999" }, _time);
        _gps = _hub.RegisterIngress("gps", Principal.Server);
        _stranger = _hub.RegisterIngress("stranger", Principal.Server);
        _feed = new ClockFeed(_hub.Store.Self, ingress => ReferenceEquals(ingress, _gps), path, _time);
        _hub.AddTap(_feed);
        _running = _feed.RunAsync(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait();
        _hub.Dispose();
        _chrony.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Datetime_OfAReceiver_ReachesChronyAsItsMessage()
    {
        Say(_gps, "2026-12-01T12:00:00.500Z");

        var sample = Receive();
        Assert.Equal(40, sample.Length);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), BinaryPrimitives.ReadInt64LittleEndian(sample));
        Assert.Equal(250_000, BinaryPrimitives.ReadInt64LittleEndian(sample.AsSpan(8)));
        Assert.Equal((new DateTime(2026, 12, 1, 12, 0, 0, 500) - new DateTime(2026, 11, 5, 10, 0, 0, 250)).TotalSeconds, BinaryPrimitives.ReadDoubleLittleEndian(sample.AsSpan(16)));
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(sample.AsSpan(24)));
        Assert.Equal("KCOS"u8, sample.AsSpan(36));
    }

    [Fact]
    public void Datetime_OfAStrangerOrBeforeTheBuild_DoesNot()
    {
        Say(_stranger, "2026-12-01T12:00:00Z");
        Say(_gps, "2007-04-18T12:00:00Z");
        Say(_gps, "2060-04-18T12:00:00Z");
        Say(_gps, "yesterday");
        Say(_gps, "2026-12-01T12:00:01Z");

        Assert.Equal(TimeSpan.FromSeconds(26 * 86_400 + 7200 + 0.75).TotalSeconds, BinaryPrimitives.ReadDoubleLittleEndian(Receive().AsSpan(16)));
        Assert.Equal(1, Sent());
    }

    [Fact]
    public void Datetime_TwiceInASecond_CountsOnce()
    {
        Say(_gps, "2026-12-01T12:00:00Z");
        Receive();
        Say(_gps, "2026-12-01T12:00:00Z");
        _time.Advance(TimeSpan.FromSeconds(1));
        Say(_gps, "2026-12-01T12:00:01Z");
        Receive();

        Assert.Equal(2, Sent());
    }

    void Say(Ingress ingress, string text)
    {
        var delta = new Delta();
        delta.Add(Source.Of(ingress.Id)).Add(SkPath.Of("navigation.datetime"), SkValue.From(text));
        _hub.Ingest(ingress, delta);
    }

    long Sent()
    {
        _stop.Cancel();
        _running.Wait();
        return _feed.Sent;
    }

    byte[] Receive()
    {
        var buffer = new byte[100];
        return buffer[.._chrony.Receive(buffer)];
    }
}
