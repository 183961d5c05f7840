namespace SignalK.Connections.Options;

/// <summary>
/// What the user wrote about one connection. Immutable; two equal records are one connection, so applying a configuration
/// restarts just what differs.
/// </summary>
public abstract record ConnectionOptions
{
    /// <summary>Name of the connection and label of its sources (<c>$source</c> is <c>id.talker</c>).</summary>
    public required string Id { get; init; }

    public bool Enabled { get; init; } = true;

    public InputOptions Input { get; init; } = InputOptions.Default;

    /// <summary>What is sent to the other end; null: nothing.</summary>
    public OutputOptions? Output { get; init; }

    /// <summary>Whether what comes in goes to the raw log.</summary>
    public bool Record { get; init; }

    /// <summary>Word for the kind of connection, as in the health report.</summary>
    public abstract string Type { get; }

    /// <summary>Every fault of these options, in words for their owner; none when they can be run.</summary>
    public virtual IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Id))
        {
            yield return "a connection needs an id";
        }

        foreach (var error in Output?.Validate() ?? [])
        {
            yield return error;
        }
    }

    private protected static IEnumerable<string> ValidatePort(int port, bool anyAllowed)
    {
        if (port > 65_535 || port < (anyAllowed ? 0 : 1))
        {
            yield return $"port {port} is out of range";
        }
    }
}
