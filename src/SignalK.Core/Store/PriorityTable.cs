using SignalK.Core.Model;

namespace SignalK.Core.Store;

/// <summary>A source in the ranking of a path, best first.</summary>
/// <param name="SourceRef">The <c>$source</c>.</param>
/// <param name="Timeout">How long every better source must have been silent before this one may take over.</param>
public sealed record PriorityRow(string SourceRef, TimeSpan Timeout);

/// <summary>
/// Which source is to be shown at which path: immutable, swapped whole when the settings change.
/// </summary>
public sealed class PriorityTable
{
    private readonly Dictionary<string, PathPriority> _byPath;

    /// <param name="rows">The ranking for each path.</param>
    /// <param name="ticksPerSecond">Of the clock that the hub uses.</param>
    /// <param name="holdDown">How long a better source must come steadily before it is trusted again after it fell silent.</param>
    public PriorityTable(IReadOnlyDictionary<string, IReadOnlyList<PriorityRow>> rows, long ticksPerSecond, TimeSpan holdDown) =>
        _byPath = rows.ToDictionary(
            r => r.Key, r => new PathPriority(r.Value, ticksPerSecond, (long)(holdDown.TotalSeconds * ticksPerSecond)));

    /// <summary>No ranking anywhere: the newest value of any source is shown.</summary>
    public static PriorityTable Empty { get; } = new(new Dictionary<string, IReadOnlyList<PriorityRow>>(), 1, TimeSpan.Zero);

    public PathPriority? Find(SkPath path) => _byPath.Count == 0 ? null : _byPath.GetValueOrDefault(path.Name);
}

/// <summary>The ranking of one path.</summary>
public sealed class PathPriority
{
    // A source that nobody ranked comes last and waits ten seconds, as upstream has it.
    private static readonly TimeSpan s_unlistedTimeout = TimeSpan.FromSeconds(10);

    private readonly SourceRef[] _refs;
    private readonly long[] _timeouts;
    private readonly long _unlisted;
    private readonly long _holdDown;

    internal PathPriority(IReadOnlyList<PriorityRow> rows, long ticksPerSecond, long holdDown)
    {
        _refs = [.. rows.Select(r => SourceRef.Of(r.SourceRef))];
        _timeouts = [.. rows.Select(r => (long)(r.Timeout.TotalSeconds * ticksPerSecond))];
        _unlisted = (long)(s_unlistedTimeout.TotalSeconds * ticksPerSecond);
        _holdDown = holdDown;
    }

    /// <summary>Decides whether a value just received is the one to show, and moves the selection.</summary>
    internal bool Accept(PathEntry entry, SourceValue incoming, long now)
    {
        var selected = entry.Selected;
        if (selected is null || ReferenceEquals(selected, incoming))
        {
            entry.Select(incoming);
            return true;
        }

        var rank = Rank(incoming.Ref);
        var selectedRank = Rank(selected.Ref);
        var silence = now - selected.ReceivedAt;
        if (rank > selectedRank)
        {
            if (selected.IsLive && silence <= Timeout(rank))
            {
                return false;
            }

            entry.TakeoverAt = now;
        }
        else if (rank < selectedRank)
        {
            // Back to the better source only when it has proven itself, or when the stand-in has gone quiet as well.
            var proven = now - incoming.SteadySince >= _holdDown;
            if (entry.TakeoverAt != 0 && !proven && selected.IsLive && silence <= Timeout(selectedRank))
            {
                return false;
            }

            entry.TakeoverAt = 0;
        }

        entry.Select(incoming);
        return true;
    }

    internal int Rank(SourceRef reference)
    {
        var at = Array.IndexOf(_refs, reference);
        return at < 0 ? _refs.Length : at;
    }

    private long Timeout(int rank) => rank < _timeouts.Length ? _timeouts[rank] : _unlisted;
}
