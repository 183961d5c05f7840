using SignalK.Core.Fanout;
using SignalK.Core.Streams;

namespace SignalK.Server.Streams;

/// <summary>
/// One listener of a binary stream. What it has not taken is bounded: above <see cref="MaxBufferedBytes"/> frames are skipped,
/// and when too many in a row were, it is told (1008) and cut off.
/// </summary>
internal sealed class BinaryClient(TimeProvider time, Action abort) : IBinarySink, IDisposable
{
    public const int MaxBufferedBytes = 256 * 1024;
    public const int MaxSkips = 30;

    // How long a client may take to read the frame that says good-bye.
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pingPeriod = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_ping = [0x89, 0x00];

    private readonly Lock _gate = new();
    private readonly Queue<(ReadOnlyMemory<byte> Bytes, int Counted)> _waiting = [];
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _ended = new();
    private ITimer? _timer;
    private int _buffered;
    private int _skips;
    private int _closing;
    private bool _heard = true;

    public long Skipped { get; private set; }

    /// <summary>Bytes that it has not taken.</summary>
    public int Buffered => Volatile.Read(ref _buffered);

    public void Offer(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_closing != 0)
            {
                return;
            }

            if (_buffered > MaxBufferedBytes)
            {
                Skipped++;
                if (++_skips > MaxSkips)
                {
                    BeginClose(1008);
                }

                return;
            }

            _skips = 0;
            var header = new byte[FeedFrame.MaxOverhead];
            _waiting.Enqueue((header.AsMemory(0, WebSocketFrame.WriteBinaryHeader(header, frame.Length)), header.Length));
            _waiting.Enqueue((frame, frame.Length));
            _buffered += header.Length + frame.Length;
            Wake();
        }
    }

    public void End() => Close(1001);

    public void Close(int code)
    {
        lock (_gate)
        {
            BeginClose(code);
        }
    }

    /// <summary>Serves it to its end.</summary>
    public async Task RunAsync(Stream transport)
    {
        using var ping = time.CreateTimer(static client => ((BinaryClient)client!).KeepAlive(), this, s_pingPeriod, s_pingPeriod);
        var reading = ReadAsync(transport);
        await WriteAsync(transport).ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // A push that is under way may still find it.
            _closing = _closing == 0 ? 1000 : _closing;
            _timer?.Dispose();
        }

        _ended.Dispose();
        _wake.Dispose();
    }

    // Under the gate. What waits is given up: who is behind would only be told later.
    private void BeginClose(int code)
    {
        if (_closing == 0)
        {
            _closing = code;
            _waiting.Clear();
            _timer = time.CreateTimer(static cut => ((Action)cut!)(), abort, s_goodbye, Timeout.InfiniteTimeSpan);
            Wake();
        }
    }

    private void KeepAlive()
    {
        lock (_gate)
        {
            if (!_heard)
            {
                abort();
                return;
            }

            _heard = false;
            if (_closing == 0)
            {
                _waiting.Enqueue((s_ping, 0));
                Wake();
            }
        }
    }

    // Under the gate, and not when closed: never after the end.
    private void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    private async Task WriteAsync(Stream transport)
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(_ended.Token).ConfigureAwait(false);
                while (Next() is { } part)
                {
                    await transport.WriteAsync(part.Bytes, _ended.Token).ConfigureAwait(false);
                    Sent(part.Counted);
                }

                if (Volatile.Read(ref _closing) is var code and not 0)
                {
                    await transport.WriteAsync(new byte[] { 0x88, 2, (byte)(code >> 8), (byte)code }, _ended.Token).ConfigureAwait(false);
                    await transport.FlushAsync(_ended.Token).ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It went away.
        }
    }

    private (ReadOnlyMemory<byte> Bytes, int Counted)? Next()
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out var part) ? part : null;
        }
    }

    private void Sent(int counted)
    {
        lock (_gate)
        {
            _buffered -= counted;
        }
    }

    private async Task ReadAsync(Stream transport)
    {
        var reader = new WebSocketReader(maxMessageBytes: 64 * 1024, takesBinary: true);
        try
        {
            while (await transport.ReadAsync(reader.GetMemory(), _ended.Token).ConfigureAwait(false) is > 0 and var count)
            {
                reader.Received(count);
                _heard = true;
                if (!Understand(reader))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It went away.
        }

        await _ended.CancelAsync().ConfigureAwait(false);
    }

    // What it says means nothing here; how it says it must be right.
    private bool Understand(WebSocketReader reader)
    {
        while (true)
        {
            switch (reader.Next())
            {
                case WebSocketEvent.None:
                    return true;
                case WebSocketEvent.Message or WebSocketEvent.Pong:
                    break;
                case WebSocketEvent.Ping:
                    Answer(reader.Payload.Span);
                    break;
                case WebSocketEvent.Close:
                    Close(1000);
                    return false;
                default:
                    Close(reader.CloseCode);
                    return false;
            }
        }
    }

    private void Answer(ReadOnlySpan<byte> payload)
    {
        byte[] pong = [0x8a, (byte)payload.Length, .. payload];
        lock (_gate)
        {
            if (_closing == 0 && _waiting.Count < 1_000)
            {
                _waiting.Enqueue((pong, 0));
                Wake();
            }
        }
    }
}
