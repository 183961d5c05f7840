using SignalK.Core.Store;

namespace SignalK.Core.Fanout;

public enum FeedFraming : byte
{
    /// <summary>Unmasked WebSocket text frames (RFC 6455), header included: the same bytes for every client.</summary>
    WebSocket,

    /// <summary>One JSON object a line, CR LF at its end.</summary>
    Line,

    /// <summary>Four bytes of length, little endian, then the JSON: for readers in this process.</summary>
    LengthPrefixed,
}

public enum FeedPolicy : byte
{
    /// <summary>As it comes, no faster than the least period.</summary>
    Instant,

    /// <summary>As it comes, no faster than the least period; repeated when nothing came for a period.</summary>
    Ideal,

    /// <summary>What came within a period, newest only, at its end.</summary>
    Fixed,

    /// <summary>Not at all: takes a path out of a wider rule behind it.</summary>
    Excluded,
}

/// <summary>What a subscriber wants of which contexts and paths, and how often.</summary>
public sealed record FeedRule(
    ContextPattern Context, PathPattern Path, FeedPolicy Policy = FeedPolicy.Instant, TimeSpan Period = default, TimeSpan MinPeriod = default)
{
    /// <summary>Everything about everybody, as it comes.</summary>
    public static FeedRule All { get; } = new(ContextPattern.All, PathPattern.All);

    /// <summary>Everything about the own vessel, as it comes.</summary>
    public static FeedRule Self { get; } = new(ContextPattern.Self, PathPattern.All);

    internal bool IsImmediate => Policy == FeedPolicy.Instant && MinPeriod == default;
}

/// <summary>
/// Everything that decides which bytes a subscriber gets. Subscribers whose shapes are equal share one log: a delta is
/// serialised once for all of them.
/// </summary>
/// <param name="Framing">How messages are told apart.</param>
/// <param name="Rules">The first rule that matches a path decides.</param>
/// <param name="SendMeta">Metadata of a path before its first value.</param>
/// <param name="AllSources">Every source's values, not only those of the preferred one.</param>
/// <param name="Right">Names the right to read; bytes are never shared between different ones.</param>
/// <param name="Paths">Which paths may be read at all; null for every one. Compared by its own equality.</param>
public sealed record FeedShape(
    FeedFraming Framing, IReadOnlyList<FeedRule> Rules, bool SendMeta = false, bool AllSources = false, string Right = "",
    IPathRight? Paths = null)
{
    /// <summary>The first rule that fits by name; distance is another matter, it changes.</summary>
    internal FeedRule? RuleFor(ContextNode context, ContextNode self, string path)
    {
        if (Paths is not null && !Paths.Allows(path))
        {
            return null;
        }

        foreach (var rule in Rules)
        {
            if (rule.Context.MatchesName(context, self) && rule.Path.Matches(path))
            {
                return rule.Policy == FeedPolicy.Excluded ? null : rule;
            }
        }

        return null;
    }

    public bool Equals(FeedShape? other) =>
        other is not null && Framing == other.Framing && SendMeta == other.SendMeta && AllSources == other.AllSources
        && Right == other.Right && Equals(Paths, other.Paths) && Rules.SequenceEqual(other.Rules);

    public override int GetHashCode()
    {
        var hash = HashCode.Combine(Framing, SendMeta, AllSources, Right, Paths);
        foreach (var rule in Rules)
        {
            hash = HashCode.Combine(hash, rule);
        }

        return hash;
    }
}

/// <summary>A right to read some paths and not others. Immutable; equal rights share bytes.</summary>
public interface IPathRight
{
    bool Allows(string path);
}
