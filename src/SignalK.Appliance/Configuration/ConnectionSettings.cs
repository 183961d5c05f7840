namespace SignalK.Appliance.Configuration;

/// <summary>A link to the boat as it was written: one entry of <c>pipedProviders</c>.</summary>
/// <param name="Id">Unique; the first part of the <c>$source</c> of all that comes over it.</param>
abstract record ConnectionSettings(string Id)
{
    public bool Enabled { get; init; } = true;

    /// <summary>Whether what comes in is recorded (<c>logging</c>).</summary>
    public bool Record { get; init; }

    public SentenceSettings Sentences { get; init; } = SentenceSettings.Default;
}

/// <summary>How the sentences of a connection are read.</summary>
sealed record SentenceSettings
{
    public static SentenceSettings Default { get; } = new();

    public bool ValidateChecksum { get; init; } = true;

    /// <summary>Sentence types that are dropped: <c>GSV</c>.</summary>
    public EquatableArray<string> Ignored { get; init; } = [];

    /// <summary>Whether the time of receipt replaces the time in the sentence.</summary>
    public bool OverrideTimestamp { get; init; }

    /// <summary>Whether sentences are kept from the NMEA 0183 outputs.</summary>
    public bool KeepFromOutputs { get; init; }
}

/// <param name="Device">Best a name under /dev/serial/by-id, which stays when ports are counted anew.</param>
/// <param name="Baud">Null: detected.</param>
sealed record SerialSettings(string Id, string Device, int? Baud) : ConnectionSettings(Id);

sealed record TcpClientSettings(string Id, string Host, int Port) : ConnectionSettings(Id)
{
    /// <summary>Dials again when nothing came for so long; zero: never.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What clients write to the NMEA 0183 port.</summary>
sealed record TcpServerSettings(string Id) : ConnectionSettings(Id);

/// <param name="Group">A multicast group to join, if any.</param>
sealed record UdpSettings(string Id, int Port, string? Group) : ConnectionSettings(Id);

/// <param name="File">Relative to the configuration directory.</param>
sealed record PlaybackSettings(string Id, string File) : ConnectionSettings(Id)
{
    /// <summary>Sentences a second where neither the log nor its sentences tell the time; null: the default.</summary>
    public double? Rate { get; init; }

    public bool Repeat { get; init; } = true;

    public double Speed { get; init; } = 1;
}
