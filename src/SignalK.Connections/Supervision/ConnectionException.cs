namespace SignalK.Connections.Supervision;

/// <summary>A fault that its message explains to the owner: a device that is not there, a port in use, a permission that is missing.</summary>
public sealed class ConnectionException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the other end is simply not there: no fault of anybody's, tried again quietly.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>True when another program has what we want.</summary>
    public bool IsInUse { get; init; }
}
