namespace SignalK.Nmea0183;

/// <summary>What a parser met since it was made: wire faults are counted here and shown to the operator.</summary>
public sealed class Nmea0183Counters
{
    private readonly long[] _results = new long[(int)ParseResult.BadChecksum + 1];

    public long this[ParseResult result] => _results[(int)result];

    /// <summary>All lines parsed.</summary>
    public long Lines => _results.Sum();

    /// <summary>Lines that were a sentence with a good checksum, whatever they said.</summary>
    public long Sentences => Lines - this[ParseResult.NotASentence] - this[ParseResult.BadChecksum];

    /// <summary>Fields that could not be read, or were absurd, in sentences that were used otherwise.</summary>
    public long FieldFaults { get; internal set; }

    /// <summary>TAG blocks that did not verify; their sentences were used without them.</summary>
    public long TagFaults { get; internal set; }

    /// <summary>Parts of AIS messages and satellite groups that were never completed.</summary>
    public long OrphanedParts { get; internal set; }

    /// <summary>
    /// Dates corrected by whole eras of 1024 weeks: the receiver's firmware has lived through a GPS week rollover.
    /// </summary>
    public long WeekRollovers { get; internal set; }

    /// <summary>Dates more than 512 weeks off the trusted clock that no rollover explains; passed on as they are.</summary>
    public long ImplausibleDates { get; internal set; }

    internal void Count(ParseResult result) => _results[(int)result]++;
}
