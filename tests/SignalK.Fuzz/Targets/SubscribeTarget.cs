using System.Text;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Server.Streams;

namespace SignalK.Fuzz.Targets;

/// <summary>Messages of a client of the stream: subscriptions, PUTs, deltas, logins, in any state that they lead to.</summary>
sealed class SubscribeTarget : IFuzzTarget
{
    private readonly Hub _hub = new(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999", MaxContexts = 16 });
    private readonly Delta _delta = new();
    private readonly Ingress _ingress;
    private readonly StreamHost _host;
    private StreamSession _session;
    private int _runs;

    public SubscribeTarget()
    {
        _ingress = _hub.RegisterIngress("fuzz", Principal.Server);
        var requests = new RequestManager(TimeProvider.System);
        _host = new StreamHost(_hub, new PutHandlers(requests), requests, new StreamOptions(), "0");
        _session = Open();
    }

    public string Name => "subscribe";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"context":"vessels.self","subscribe":[{"path":"navigation.*","period":1000,"policy":"fixed"},{"path":"a.b","minPeriod":50,"policy":"instant"}]}""",
            """{"context":{"radius":2000,"position":{"latitude":60,"longitude":25}},"subscribe":[{"path":"*","policy":"ideal","period":"500"}],"announceNewPaths":true}""",
            """{"context":"*","unsubscribe":[{"path":"*"}]}""", """{"context":"vessels.self","unsubscribe":[{"path":"navigation.position"}]}""",
            """{"requestId":"1","context":"vessels.self","put":{"path":"a.b","value":1,"source":"x"}}""", """{"requestId":"1","delete":{"path":"a.b"}}""",
            """{"requestId":"1","query":true}""", """{"requestId":"1","login":{"username":"a","password":"b"}}""", """{"requestId":"1","state":"COMPLETED","statusCode":200}""",
            """{"updates":[{"values":[{"path":"a.b","value":1}]}]}""", "{}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        _session.MessageReceived(input);
        _delta.Clear();
        _delta.Add().Add(SkPath.Of("navigation.speedOverGround"), _runs);
        _hub.Ingest(_ingress, _delta);
        _session.Pump();

        // A client comes and goes; its subscriptions and handlers go with it.
        if (++_runs % 200 == 0)
        {
            _session.Dispose();
            _session = Open();
        }
    }

    private StreamSession Open() =>
        new(_host, new Nowhere(), FeedFraming.WebSocket, new StreamQuery([]), Principal.Guest, System.Net.IPAddress.Loopback);

    private sealed class Nowhere : IStreamTransport
    {
        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel) => new(0);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) => ValueTask.CompletedTask;

        public void Abort()
        {
        }
    }
}
