namespace SignalK.Appliance.Configuration;

/// <summary>NMEA 0183 sentences sent out: by <c>appliance.outputs</c> in settings.json. Off unless written there.</summary>
/// <param name="To"><c>tcp</c> (the NMEA 0183 port), <c>udp:HOST:PORT</c>, or <c>connection:ID</c>.</param>
sealed record OutputSettings(string To)
{
    /// <summary>Sentences made from the model: <c>RMC</c>, <c>MWV</c>, … Never of a type that is being passed through.</summary>
    public EquatableArray<string> Generate { get; init; } = [];

    /// <summary>Whether what comes in is passed through.</summary>
    public bool PassThrough { get; init; } = true;

    /// <summary>Talkers let through; none is all.</summary>
    public EquatableArray<string> Talkers { get; init; } = [];

    /// <summary>Sentence types let through; none is all.</summary>
    public EquatableArray<string> Sentences { get; init; } = [];
}
