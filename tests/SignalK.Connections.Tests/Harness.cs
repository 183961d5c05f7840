using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Connections.Tests;

/// <summary>A hub with connections, and what reached it.</summary>
internal sealed class Harness : IAsyncDisposable, IDeltaTap
{
    public static readonly ValueList<IPAddress> Loopback = [IPAddress.Loopback];

    public Harness(Func<ConnectionServices, ConnectionServices>? with = null, TimeProvider? time = null)
    {
        Hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230000000" }, time);
        Hub.AddTap(this);
        var services = new ConnectionServices
        {
            Hub = Hub,
            Loggers = NullLoggerFactory.Instance,
            Time = time ?? TimeProvider.System,
            Faults = new FaultBoard(time ?? TimeProvider.System),
        };
        Services = with?.Invoke(services) ?? services;
        Manager = new ConnectionManager(Services);
    }

    public Hub Hub { get; }

    public ConnectionServices Services { get; }

    public ConnectionManager Manager { get; }

    public ConcurrentQueue<(string Source, string Path, SkValue Value, DateTime Timestamp)> Values { get; } = [];

    public IEnumerable<double> Depths =>
        Values.Where(static v => v.Path == "environment.depth.belowTransducer").Select(static v => v.Value.Number);

    public ConnectionStatus this[string id] => Manager.Status().Single(s => s.Id == id);

    public async Task<Connection> RunAsync(ConnectionOptions options)
    {
        await Manager.ApplyAsync([options]);
        return Manager.Find(options.Id)!;
    }

    public void OnDelta(Ingress ingress, ContextNode context, IAcceptedDelta delta)
    {
        for (var update = 0; update < delta.UpdateCount; update++)
        {
            for (var i = 0; i < delta.ValueCountOf(update); i++)
            {
                var (path, value, _) = delta.ValueOf(update, i);
                Values.Enqueue((delta.SourceOf(update).Ref.Name, path.Name, value, delta.TimestampOf(update)));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        Hub.Dispose();
    }
}
