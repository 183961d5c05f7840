namespace SignalK.Nmea0183;

/// <summary>What became of a line. Wire faults are data: nothing of this is an exception.</summary>
public enum ParseResult : byte
{
    /// <summary>
    /// The delta holds at least one update (whose values may be none: the sentence was there, its fields were not).
    /// </summary>
    Delta,

    /// <summary>
    /// A good sentence that says nothing by itself: part of a group, fields empty, or of a type without a path.
    /// </summary>
    Nothing,

    /// <summary>As <see cref="Nothing"/>, where other servers send a delta without updates.</summary>
    Empty,

    /// <summary>A good sentence of a type that nobody knows.</summary>
    Unknown,

    /// <summary>The sender itself marks its data as not valid.</summary>
    Void,

    /// <summary>A good checksum over fields that cannot be.</summary>
    Malformed,

    /// <summary>Does not have the form of a sentence.</summary>
    NotASentence,

    /// <summary>Damaged on its way, or without the checksum that is asked for.</summary>
    BadChecksum,
}
