using SignalK.Connections.Generation;
using SignalK.Nmea0183.Output;

namespace SignalK.Connections.Options;

/// <summary>
/// Which sentences go out. A filter names a formatter (<c>RMC</c>), a talker (<c>GP</c>), both (<c>GPRMC</c>), a proprietary
/// maker (<c>PGRM</c>), or everything (<c>*</c>).
/// </summary>
public sealed record OutputOptions
{
    /// <summary>Sentences of other connections go out as they came.</summary>
    public bool PassThrough { get; init; } = true;

    /// <summary>Filters of what may go out; empty: everything.</summary>
    public ValueList<string> Allow { get; init; } = [];

    /// <summary>Filters of what may not; stronger than <see cref="Allow"/>.</summary>
    public ValueList<string> Deny { get; init; } = [];

    /// <summary>Sentences to be made from the model: formatters (<c>RMC</c>, <c>MWV</c>) or one variant (<c>MWVT</c>); <c>*</c>:
    /// all that can be. A type that is passed through is never made as well.</summary>
    public ValueList<string> Generate { get; init; } = [];

    /// <summary>Least time between two generated sentences of one kind.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Talker of generated sentences.</summary>
    public string Talker { get; init; } = "II";

    /// <summary>Bytes that wait for a slow receiver before the oldest are dropped; 0: what the medium makes sensible.</summary>
    public int OutboxBytes { get; init; }

    public IEnumerable<string> Validate()
    {
        foreach (var filter in Allow.Concat(Deny))
        {
            if (filter is not "*" && (filter.Length is < 2 or > 5 || !filter.All(char.IsAsciiLetterOrDigit)))
            {
                yield return $"'{filter}' is no sentence filter: expected a talker (GP), a formatter (RMC) or both (GPRMC)";
            }
        }

        foreach (var name in Generate)
        {
            if (!GeneratedSentences.Select(name).Any())
            {
                yield return $"'{name}' cannot be generated; these can: {string.Join(", ", Nmea0183Encoder.All.Select(static g => g.Name))}";
            }
        }

        if (Period < GeneratedSentences.Tick)
        {
            yield return $"a period of {Period.TotalSeconds} s is too short: {GeneratedSentences.Tick.TotalSeconds} s at least";
        }

        if (Talker.Length != 2 || !Talker.All(char.IsAsciiLetterOrDigit))
        {
            yield return $"'{Talker}' is no talker: two letters";
        }
    }
}
