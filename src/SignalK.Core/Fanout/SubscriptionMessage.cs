using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Core.Fanout;

/// <summary>One path of a subscription message, as it was asked for.</summary>
public sealed record SubscriptionRow(PathPattern Path, string? Policy, TimeSpan? Period, TimeSpan? MinPeriod)
{
    private static readonly TimeSpan s_defaultPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A period without a policy means the newest of each period.</summary>
    public FeedRule RuleFor(ContextPattern context)
    {
        var policy = Policy switch
        {
            "fixed" => FeedPolicy.Fixed,
            "ideal" => FeedPolicy.Ideal,
            null when Period is not null => FeedPolicy.Fixed,
            _ => FeedPolicy.Instant,
        };
        return new FeedRule(
            context,
            Path,
            policy,
            policy == FeedPolicy.Instant ? default : Period ?? s_defaultPeriod,
            policy == FeedPolicy.Fixed ? default : MinPeriod ?? default);
    }
}

/// <summary><c>{context, subscribe:[{path, period, policy, minPeriod}], unsubscribe:[{path}], announceNewPaths}</c></summary>
public sealed class SubscriptionMessage
{
    private const int MaxRows = 512;

    private readonly List<SubscriptionRow> _subscribe = [];
    private readonly List<SubscriptionRow> _unsubscribe = [];

    public ContextPattern Context { get; private set; } = ContextPattern.Self;

    public IReadOnlyList<SubscriptionRow> Subscribe => _subscribe;

    public IReadOnlyList<SubscriptionRow> Unsubscribe => _unsubscribe;

    public bool AnnounceNewPaths { get; private set; }

    /// <summary>What is wrong with it; null when all of it was understood.</summary>
    public string? Error { get; private set; }

    /// <param name="json">Valid JSON; its first token opens an object.</param>
    public static SubscriptionMessage Parse(ReadOnlySpan<byte> json)
    {
        var message = new SubscriptionMessage();
        var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
        reader.Read();
        while (message.Error is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "context":
                    message.ReadContext(ref reader, json);
                    break;
                case "subscribe":
                    message.ReadRows(ref reader, message._subscribe);
                    break;
                case "unsubscribe":
                    message.ReadRows(ref reader, message._unsubscribe);
                    break;
                case "announceNewPaths":
                    message.AnnounceNewPaths = reader.TokenType == JsonTokenType.True;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return message;
    }

    private void ReadContext(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Context = new ContextPattern(reader.GetString()!);
            return;
        }

        // {"radius": metres, "position": {…}}: all that is near.
        var value = SkJson.ReadValue(ref reader, json).Object;
        if (value?.Get("radius") is { IsNumber: true } radius && radius.Number >= 0)
        {
            Context = new ContextPattern("*", radius.Number, value.Get("position")?.Object as SkPosition);
        }
        else
        {
            Error = "context is a name, or an object with radius and position";
        }
    }

    private void ReadRows(ref Utf8JsonReader reader, List<SubscriptionRow> rows)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Error = "subscribe and unsubscribe are arrays";
            reader.Skip();
            return;
        }

        while (Error is null && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || rows.Count >= MaxRows)
            {
                Error = rows.Count >= MaxRows ? $"more than {MaxRows} paths" : "a subscription is an object with a path";
                return;
            }

            ReadRow(ref reader, rows);
        }
    }

    private void ReadRow(ref Utf8JsonReader reader, List<SubscriptionRow> rows)
    {
        string? path = null, policy = null;
        TimeSpan? period = null, minPeriod = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "path" when reader.TokenType == JsonTokenType.String:
                    path = reader.GetString();
                    break;
                case "policy" when reader.TokenType == JsonTokenType.String:
                    policy = reader.GetString();
                    break;
                case "period":
                    period = Milliseconds(ref reader);
                    break;
                case "minPeriod":
                    minPeriod = Milliseconds(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (path is null or { Length: > SkPath.MaxLength })
        {
            Error = "a subscription needs a path";
        }
        else if (policy is not (null or "instant" or "ideal" or "fixed"))
        {
            Error = $"policy '{policy}' is none of instant, ideal, fixed";
        }
        else
        {
            rows.Add(new SubscriptionRow(new PathPattern(path), policy, period, minPeriod));
        }
    }

    // Some clients write numbers as text; a day is as good as never, and what is below a tick is at once.
    private static TimeSpan? Milliseconds(ref Utf8JsonReader reader)
    {
        double? value = reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDouble(),
            JsonTokenType.String when double.TryParse(reader.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var n) => n,
            _ => null,
        };
        reader.Skip();
        return value is > 0 and var ms ? TimeSpan.FromMilliseconds(Math.Clamp(ms, 20, 86_400_000)) : null;
    }
}
