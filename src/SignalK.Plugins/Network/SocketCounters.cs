namespace SignalK.Plugins.Network;

/// <summary>What the sockets of one plugin have in common; written from several threads.</summary>
sealed class SocketCounters
{
    public long Refused;
    public long Dropped;
    public long BytesOut;
    public long BytesIn;

    /// <summary>Of the datagrams that wait at the moment.</summary>
    public long Waiting;
}
