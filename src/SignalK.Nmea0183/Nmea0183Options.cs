namespace SignalK.Nmea0183;

/// <summary>How a parser reads; immutable.</summary>
public sealed record Nmea0183Options
{
    public static Nmea0183Options Default { get; } = new();

    /// <summary>
    /// Name of the connection, the first part of <c>$source</c>; null when sentences come from nowhere (a file).
    /// </summary>
    public string? Label { get; init; }

    /// <summary>Sentences without a checksum, or with a wrong one, are refused.</summary>
    public bool ChecksumRequired { get; init; } = true;

    /// <summary>
    /// The sentences are being spoken now: times of day belong to the clock's day, and a GPS week rollover is corrected. False
    /// for recordings, whose dates are their own.
    /// </summary>
    public bool Live { get; init; }
}
