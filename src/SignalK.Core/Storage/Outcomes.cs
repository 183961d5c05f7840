namespace SignalK.Core.Storage;

/// <summary>How a durable write ended. An <see cref="Error"/> beside <see cref="Ok"/> is a warning: the content is safe, its generation is not.</summary>
public readonly record struct WriteOutcome(bool Ok, bool Changed, string? Error)
{
    public static WriteOutcome Written { get; } = new(true, true, null);

    public static WriteOutcome Unchanged { get; } = new(true, false, null);

    public static WriteOutcome WrittenWithoutGeneration(string error) => new(true, true, error);

    public static WriteOutcome Failed(string error) => new(false, false, error);
}

public enum ReadOrigin
{
    /// <summary>No such file.</summary>
    Missing,

    /// <summary>The file itself.</summary>
    File,

    /// <summary>The file is broken; an older good content stands in.</summary>
    Generation,

    /// <summary>The file is broken and nothing stands in.</summary>
    Nothing,
}

/// <summary>What a durable file held. <see cref="Fault"/> is for the operator, null when all is well.</summary>
public sealed record ReadOutcome(byte[]? Content, ReadOrigin Origin, string? Fault)
{
    public static ReadOutcome Missing { get; } = new(null, ReadOrigin.Missing, null);
}
