using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Server.Streams;

namespace SignalK.Appliance.Hosting;

/// <summary>
/// Goes the way of a delta: in through the ingest, through the clock that all timers come from, and out through the thread
/// that serves the clients. It carries nothing, so no client sees it and no instrument need be on.
/// </summary>
sealed class Probe(Hub hub, StreamHost streams)
{
    static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    readonly Ingress _ingress = hub.RegisterIngress("watchdog", Principal.Server);
    readonly Delta _nothing = new();

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var before = (hub.Sequence, streams.PumpRounds);
        await Task.Run(() => hub.Ingest(_ingress, _nothing), cancel);
        streams.WakePump();
        while (hub.Sequence == before.Sequence || streams.PumpRounds == before.PumpRounds)
            await Task.Delay(s_poll, hub.Time, cancel);
        return true;
    }
}
