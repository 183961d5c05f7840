namespace SignalK.Connections.Options;

/// <summary>How the sentences of a connection are read.</summary>
public sealed record InputOptions
{
    public static InputOptions Default { get; } = new();

    /// <summary>Formatters (<c>RMC</c>) that are dropped before anything sees them.</summary>
    public ValueList<string> IgnoredSentences { get; init; } = [];

    /// <summary>False accepts sentences whose checksum is wrong.</summary>
    public bool ValidateChecksum { get; init; } = true;

    /// <summary>Completes sentences that come without a checksum before they are passed through.</summary>
    public bool AppendChecksum { get; init; }

    /// <summary>Whether sentences are offered to the outputs of other connections.</summary>
    public bool PassThrough { get; init; } = true;
}
