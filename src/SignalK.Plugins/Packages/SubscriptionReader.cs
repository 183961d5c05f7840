using System.Globalization;
using System.Text.Json;
using SignalK.Core.Fanout;

namespace SignalK.Plugins.Packages;

/// <summary>
/// Reads what a plugin wants to hear, of its manifest or of its own call: a path (<c>"navigation.*"</c>), a row
/// (<c>{context?, path, period?, minPeriod?, policy?}</c>, milliseconds), a message as of the stream
/// (<c>{context?, subscribe: [...]}</c>), or a list of those. Without a context: the own vessel.
/// </summary>
public static class SubscriptionReader
{
    /// <summary>Rules of one plugin: each costs something at every path that is seen for the first time.</summary>
    public const int MostRules = 256;

    const int LongestText = 256;
    static readonly TimeSpan s_defaultPeriod = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<FeedRule> Read(JsonElement json, string path, FaultSink fault)
    {
        List<FeedRule> rules = [];
        if (json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            Add(rules, json, ContextPattern.Self, path, fault, depth: 0);
        if (rules.Count > MostRules)
        {
            fault(path, $"has more than {MostRules} rules; the rest is left out");
            rules.RemoveRange(MostRules, rules.Count - MostRules);
        }
        return rules;
    }

    static void Add(List<FeedRule> rules, JsonElement json, ContextPattern context, string path, FaultSink fault, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                if (Name(json, path, fault) is { } pattern)
                    rules.Add(new FeedRule(context, new PathPattern(pattern)));
                break;
            case JsonValueKind.Array when depth < 3:
                var index = 0;
                foreach (var entry in json.EnumerateArray())
                {
                    if (rules.Count <= MostRules)
                        Add(rules, entry, context, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), fault, depth + 1);
                }
                break;
            case JsonValueKind.Object:
                if (json.TryGetProperty("context", out var named) && Name(named, path + ".context", fault) is { } name)
                    context = new ContextPattern(name);
                if (json.TryGetProperty("subscribe", out var rows) && depth < 3)
                    Add(rules, rows, context, path + ".subscribe", fault, depth + 1);
                else if (json.TryGetProperty("path", out var of) && Name(of, path + ".path", fault) is { } row)
                    rules.Add(Row(json, context, row, path, fault));
                else
                    fault(path, "has no path");
                break;
            default:
                fault(path, "expected a path, an object with a path, or a list of those");
                break;
        }
    }

    static FeedRule Row(JsonElement json, ContextPattern context, string pattern, string path, FaultSink fault)
    {
        var period = Milliseconds(json, "period", path, fault);
        var minPeriod = Milliseconds(json, "minPeriod", path, fault);
        var policy = FeedPolicy.Instant;
        if (json.TryGetProperty("policy", out var named))
        {
            switch (named.ValueKind == JsonValueKind.String ? named.GetString() : null)
            {
                case "fixed": policy = FeedPolicy.Fixed; break;
                case "ideal": policy = FeedPolicy.Ideal; break;
                case "instant": break;
                default: fault(path + ".policy", "expected instant, ideal or fixed"); break;
            }
        }
        else if (period is not null)
        {
            policy = FeedPolicy.Fixed;
        }
        // As the stream takes them: only a policy that has a use for a period gets it.
        return new FeedRule(
            context, new PathPattern(pattern), policy,
            policy == FeedPolicy.Instant ? default : period ?? s_defaultPeriod,
            policy == FeedPolicy.Fixed ? default : minPeriod ?? default);
    }

    static string? Name(JsonElement json, string path, FaultSink fault)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() is { Length: > 0 and <= LongestText } text)
            return text;
        fault(path, $"expected a string of 1 to {LongestText} characters");
        return null;
    }

    static TimeSpan? Milliseconds(JsonElement json, string name, string path, FaultSink fault)
    {
        if (!json.TryGetProperty(name, out var member))
            return null;
        // A day: beyond it, whoever asks wants something else.
        if (member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var value) && value is >= 0 and <= 86_400_000)
            return TimeSpan.FromMilliseconds(value);
        fault($"{path}.{name}", "expected milliseconds, at most a day");
        return null;
    }
}
