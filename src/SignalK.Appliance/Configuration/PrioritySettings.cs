using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

/// <summary>Which source is shown where several give a path.</summary>
sealed record PrioritySettings(ValueList<PathRanking> Paths)
{
    public static PrioritySettings None { get; } = new([]);
}

/// <summary>The sources of one path, best first.</summary>
sealed record PathRanking(string Path, ValueList<RankedSource> Sources);

/// <param name="Timeout">How long the better ones must be silent before this one is shown.</param>
sealed record RankedSource(string SourceRef, TimeSpan Timeout);
