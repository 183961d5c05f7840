using System.Text;
using System.Text.Json;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Core.Store;

namespace SignalK.Fuzz.Targets;

/// <summary>Delta JSON from a client, through the hub and out again: whatever is taken comes out as valid JSON.</summary>
sealed class DeltaTarget : IFuzzTarget
{
    // Far fewer than a real hub: eviction is part of what is tried.
    private readonly Hub _hub = new(new HubOptions { Self = "vessels.urn:mrn:imo:mmsi:230099999", MaxContexts = 16, MaxReaderLag = 64 * 1024 });
    private readonly DeltaReader _reader = new(Source.Of("fuzz"));
    private readonly Delta _delta = new();
    private readonly Ingress _ingress;
    private readonly FeedReader[] _feeds;
    private int _runs;

    public DeltaTarget()
    {
        _ingress = _hub.RegisterIngress("fuzz", Principal.Server);
        _feeds =
        [
            _hub.OpenFeed(new FeedShape(FeedFraming.Line, [FeedRule.All], SendMeta: true, AllSources: true), () => { }),
            _hub.OpenFeed(new FeedShape(FeedFraming.Line, [new(ContextPattern.All, new("*a*")), new(ContextPattern.Self, new("n.*"))]), () => { }),
        ];
    }

    public string Name => "delta";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"context":"vessels.self","updates":[{"$source":"a.b","timestamp":"2026-01-15T12:00:00Z","values":[{"path":"navigation.speedOverGround","value":3.5},{"path":"a.b","value":null}]}]}""",
            """{"context":"vessels.urn:mrn:imo:mmsi:211","updates":[{"source":{"label":"x","type":"NMEA2000","pgn":129025,"src":"3"},"values":[{"path":"","value":{"name":"ANNA","communication":{"callsignVhf":"DABC"}}},{"path":"navigation.position","value":{"latitude":60,"longitude":25,"altitude":1}}]}]}""",
            """{"updates":[{"meta":[{"path":"a.b","value":{"units":"m","zones":[{"lower":1,"state":"alarm"}]}}]},{"values":[{"path":"notifications.mob","value":{"state":"emergency","method":["visual"],"message":"å"}}]}]}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (_reader.Read(input, _delta) is null)
        {
            _hub.Ingest(_ingress, _delta);
        }

        foreach (var feed in _feeds)
        {
            Drain(feed);
        }

        // The whole tree now and then: it costs more than all the rest.
        if (++_runs % 500 == 0)
        {
            foreach (var context in _hub.Store.Contexts)
            {
                using var stream = new MemoryStream();
                using (var writer = new Utf8JsonWriter(stream, SkJson.WriterOptions))
                {
                    ModelWriter.WriteNode(writer, context.Root);
                }

                using var _ = JsonDocument.Parse(stream.ToArray(), new JsonDocumentOptions { MaxDepth = 512 });
            }
        }
    }

    private static void Drain(FeedReader feed)
    {
        for (var data = feed.Peek(); !data.IsEmpty; data = feed.Peek())
        {
            foreach (var line in Encoding.UTF8.GetString(data.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            {
                using var message = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 512 });
                if (message.RootElement.GetProperty("updates").GetArrayLength() == 0)
                {
                    throw new InvalidOperationException($"a message without updates: {line}");
                }
            }

            feed.Advance(data.Length);
        }
    }
}
