using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Tests.Hubs;

/// <summary>A hub under a clock that the test moves, with short ways to feed and to read it.</summary>
internal sealed class HubFixture : IDisposable
{
    public const string Self = "vessels.urn:mrn:imo:mmsi:230099999";

    public HubFixture(Func<HubOptions, HubOptions>? change = null)
    {
        var options = new HubOptions { Self = Self };
        Hub = new Hub(change?.Invoke(options) ?? options, Time);
        Ingress = Hub.RegisterIngress("test", Principal.Server);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));

    public Hub Hub { get; }

    public Ingress Ingress { get; }

    public int Wakes { get; private set; }

    public bool Send(string path, SkValue value, string source = "gps.GP", string? context = null)
    {
        var delta = new Delta { Context = context };
        delta.Add(Source.Of(source)).Add(SkPath.Of(path), value);
        return Hub.Ingest(Ingress, delta);
    }

    public bool SendJson(string json)
    {
        var delta = new Delta();
        Assert.Null(new DeltaReader(Source.Of("json")).Read(Encoding.UTF8.GetBytes(json), delta));
        return Hub.Ingest(Ingress, delta);
    }

    public FeedReader Open(params FeedRule[] rules) => Open(new FeedShape(FeedFraming.Line, rules));

    public FeedReader Open(FeedShape shape) => Hub.OpenFeed(shape, () => Wakes++);

    public static FeedRule Rule(string path, FeedPolicy policy = FeedPolicy.Instant, int period = 0, int minPeriod = 0, string context = "vessels.self") =>
        new(new ContextPattern(context), new PathPattern(path), policy, TimeSpan.FromMilliseconds(period), TimeSpan.FromMilliseconds(minPeriod));

    public static List<JsonNode> Read(FeedReader reader)
    {
        var text = new StringBuilder();
        for (var data = reader.Peek(); !data.IsEmpty; data = reader.Peek())
        {
            text.Append(Encoding.UTF8.GetString(data.Span));
            reader.Advance(data.Length);
        }

        return Parse(text.ToString());
    }

    public static List<JsonNode> Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary><c>path=value</c> of every value in the messages, in order.</summary>
    public static string[] Values(IEnumerable<JsonNode> messages) =>
    [
        .. from message in messages
           from update in message["updates"]!.AsArray()
           where update!["values"] is not null
           from value in update["values"]!.AsArray()
           select $"{value!["path"]}={value["value"]?.ToJsonString() ?? "null"}",
    ];

    public void Dispose() => Hub.Dispose();

    private static List<JsonNode> Parse(string lines) =>
        [.. lines.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
}
