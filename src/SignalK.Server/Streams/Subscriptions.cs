using System.Text.Json;
using SignalK.Core.Fanout;
using SignalK.Core.Model;

namespace SignalK.Server.Streams;

/// <summary>The subscription rules of one client, newest first, as its messages change them.</summary>
internal sealed class Subscriptions(StreamSession session, int maxRules)
{
    private static readonly TimeSpan s_defaultPeriod = TimeSpan.FromSeconds(1);

    private readonly List<FeedRule> _rules = [];
    private bool _queryTaken;

    /// <summary>Takes a message with <c>subscribe</c> or <c>unsubscribe</c>.</summary>
    /// <returns>What is wrong with it; null when it was taken.</returns>
    public string? Apply(SubscriptionMessage message)
    {
        TakeQuery();
        if (message.Error is { } error)
        {
            return error;
        }

        foreach (var row in message.Unsubscribe)
        {
            Remove(message.Context, row.Path);
        }

        var added = new List<FeedRule>();
        foreach (var row in message.Subscribe)
        {
            var rule = RuleOf(message.Context, row);
            _rules.RemoveAll(r => r.Context == rule.Context && r.Path == rule.Path);
            added.Add(rule);
        }

        if (message.AnnounceNewPaths)
        {
            // Every path of the context once: a period so long that only the first value of each comes in time.
            var announce = new FeedRule(message.Context, PathPattern.All, FeedPolicy.Instant, default, TimeSpan.FromDays(3650));
            _rules.RemoveAll(r => r.Context == announce.Context && r.Path == announce.Path);
            _rules.Add(announce);
            if (!added.Contains(announce))
            {
                added.Add(announce);
            }
        }

        if (_rules.Count + added.Count > maxRules)
        {
            return $"more than {maxRules} subscriptions";
        }

        _rules.InsertRange(0, added.Where(r => !_rules.Contains(r)));
        session.Subscribe([.. _rules], added);
        return null;
    }

    private void TakeQuery()
    {
        if (!_queryTaken)
        {
            _queryTaken = true;
            _rules.AddRange(session.Query.Rules);
        }
    }

    // What was subscribed in these words, or in narrower ones, goes; a part of something wider is taken out of it.
    private void Remove(ContextPattern context, PathPattern path)
    {
        _rules.RemoveAll(r => (context.Text == "*" || context == r.Context) && path.Matches(r.Path.Text));
        if (path.Text != "*" && _rules.Any(r => r.Policy != FeedPolicy.Excluded && Overlaps(r.Path, path)))
        {
            _rules.Insert(0, new FeedRule(context, path, FeedPolicy.Excluded));
        }
    }

    private static bool Overlaps(PathPattern wider, PathPattern path) => wider.Matches(path.Text);

    private static FeedRule RuleOf(ContextPattern context, SubscriptionRow row)
    {
        var policy = row.Policy switch
        {
            "fixed" => FeedPolicy.Fixed,
            "ideal" => FeedPolicy.Ideal,
            null when row.Period is not null => FeedPolicy.Fixed,
            _ => FeedPolicy.Instant,
        };
        return new FeedRule(
            context,
            row.Path,
            policy,
            policy == FeedPolicy.Instant ? default : row.Period ?? s_defaultPeriod,
            policy == FeedPolicy.Fixed ? default : row.MinPeriod ?? default);
    }
}

internal sealed record SubscriptionRow(PathPattern Path, string? Policy, TimeSpan? Period, TimeSpan? MinPeriod);

/// <summary><c>{context, subscribe:[{path, period, policy, minPeriod}], unsubscribe:[{path}], announceNewPaths}</c></summary>
internal sealed class SubscriptionMessage
{
    private const int MaxRows = 512;

    public ContextPattern Context { get; private set; } = ContextPattern.Self;

    public List<SubscriptionRow> Subscribe { get; } = [];

    public List<SubscriptionRow> Unsubscribe { get; } = [];

    public bool AnnounceNewPaths { get; private set; }

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
                    message.ReadRows(ref reader, message.Subscribe);
                    break;
                case "unsubscribe":
                    message.ReadRows(ref reader, message.Unsubscribe);
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
