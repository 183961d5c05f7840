namespace SignalK.Plugins.Network;

/// <param name="Open">Now, both kinds.</param>
/// <param name="Refused">Sockets and datagrams beyond the caps.</param>
/// <param name="Dropped">Datagrams that came and were never taken, and lines too long to keep.</param>
/// <param name="BytesOut">Of all sockets.</param>
/// <param name="BytesIn">Of all sockets.</param>
public readonly record struct SocketStatistics(int Open, long Refused, long Dropped, long BytesOut, long BytesIn);
