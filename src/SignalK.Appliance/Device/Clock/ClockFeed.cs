using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Appliance.Device.Clock;

/// <summary>
/// Tells chrony the time of the boat's receivers. Only of links that the owner connected: anybody on the network can send a
/// sentence to an open port, and none of them shall set the clock.
/// </summary>
sealed class ClockFeed : IDeltaTap
{
    /// <summary>No receiver is right about a time so much later than this build; one is whose weeks have overflowed.</summary>
    static readonly TimeSpan s_farthest = TimeSpan.FromDays(20 * 365);

    static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(900);
    static readonly SkPath s_path = SkPath.Of("navigation.datetime");

    readonly Channel<Reading> _readings = Channel.CreateBounded<Reading>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    readonly ContextNode _self;
    readonly Func<Ingress, bool> _isTrusted;
    readonly string _socket;
    readonly TimeProvider _time;

    /// <param name="self">The own vessel.</param>
    /// <param name="isTrusted">Whether an ingress is one of the boat's own receivers.</param>
    /// <param name="socket">chrony's.</param>
    public ClockFeed(ContextNode self, Func<Ingress, bool> isTrusted, string socket, TimeProvider time) =>
        (_self, _isTrusted, _socket, _time) = (self, isTrusted, socket, time);

    /// <summary>Samples that chrony took.</summary>
    public long Sent { get; private set; }

    public void OnDelta(Ingress ingress, ContextNode context, IAcceptedDelta delta)
    {
        if (!ReferenceEquals(context, _self))
            return;
        for (var update = 0; update < delta.UpdateCount; update++)
        {
            for (var i = 0; i < delta.ValueCountOf(update); i++)
            {
                var (path, value, isPreferred) = delta.ValueOf(update, i);
                if (isPreferred && ReferenceEquals(path, s_path) && value.Text is { } text)
                    _readings.Writer.TryWrite(new Reading(ingress, text, _time.GetUtcNow()));
            }
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        var last = DateTimeOffset.MinValue;
        try
        {
            await foreach (var reading in _readings.Reader.ReadAllAsync(stop))
            {
                // RMC and ZDA of one second say the same.
                if ((reading.Received - last).Duration() < s_interval || !_isTrusted(reading.Ingress) || Parse(reading.Text) is not { } time)
                    continue;
                last = reading.Received;
                Send(reading.Received, time - reading.Received);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <returns>Null for what no clock shall be set to.</returns>
    internal static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time >= Product.NotBefore && time - Product.NotBefore < s_farthest ? time : null;

    // Opened for each sample: chrony may start after us, and start anew. Once a second that costs nothing.
    void Send(DateTimeOffset system, TimeSpan offset)
    {
        Span<byte> sample = stackalloc byte[ClockSample.Size];
        ClockSample.Write(sample, system, offset);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(new UnixDomainSocketEndPoint(_socket));
            socket.Send(sample);
            Sent++;
        }
        catch (SocketException)
        {
            // No chrony, or a busy one: the next second has another sample.
        }
    }

    readonly record struct Reading(Ingress Ingress, string Text, DateTimeOffset Received);
}
