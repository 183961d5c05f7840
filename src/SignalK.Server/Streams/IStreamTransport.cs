namespace SignalK.Server.Streams;

/// <summary>A byte stream to one client: an upgraded HTTP connection, or a TCP socket.</summary>
internal interface IStreamTransport
{
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel);

    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>Cuts the line, without a word.</summary>
    void Abort();
}
