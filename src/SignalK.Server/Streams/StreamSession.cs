using System.Buffers;
using System.Net;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

/// <summary>
/// One client of the delta stream, whatever it is connected by. All writing happens in <see cref="Pump"/>: first what is for
/// this client alone, then the feed that it shares with others.
/// </summary>
internal sealed partial class StreamSession : IDisposable
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(2);

    private readonly StreamHost _host;
    private readonly IStreamTransport _transport;
    private readonly FeedFraming _framing;
    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _private = new();
    private readonly Queue<FeedReader> _retired = new();
    private readonly CancellationTokenSource _closed = new();
    private FeedReader? _reader;
    private long _privateBytes;
    private int _writing;
    private long _writingSince;
    private long _heardAt;
    private long _bytesOut;

    public StreamSession(StreamHost host, IStreamTransport transport, FeedFraming framing, StreamQuery query, Principal principal, IPAddress address)
    {
        _host = host;
        _transport = transport;
        _framing = framing;
        Query = query;
        Principal = principal;
        Address = address;
        Id = host.NextId();
        ConnectedAt = host.Hub.Time.GetUtcNow().UtcDateTime;
        _heardAt = host.Hub.Time.GetTimestamp();
        _protocol = new StreamProtocol(host, this);
    }

    private readonly StreamProtocol _protocol;

    public string Id { get; }

    public IPAddress Address { get; }

    public StreamQuery Query { get; }

    public Principal Principal { get; set; }

    public DateTime ConnectedAt { get; }

    public CancellationToken Closed => _closed.Token;

    public long BytesOut => Volatile.Read(ref _bytesOut);

    /// <summary>How often newest values took the place of what it was too slow for.</summary>
    public long Conflated { get; private set; }

    /// <summary>Bytes waiting.</summary>
    public long Queued => Volatile.Read(ref _privateBytes) + (_reader?.Lag ?? 0);

    public void MessageReceived(ReadOnlySpan<byte> json) => _protocol.Receive(json);

    public void Heard() => Volatile.Write(ref _heardAt, _host.Hub.Time.GetTimestamp());

    /// <summary>Queues a message for this client alone.</summary>
    public void Send(ReadOnlySpan<byte> json)
    {
        var framed = new ArrayBufferWriter<byte>(json.Length + 16);
        FeedFrame.Write(_framing, json, framed);
        Enqueue(framed.WrittenMemory);
    }

    /// <summary>Queues bytes that are framed already.</summary>
    public void Enqueue(ReadOnlyMemory<byte> framed)
    {
        lock (_gate)
        {
            TryEnqueue(framed);
        }

        _host.Pump.Wake();
    }

    private bool TryEnqueue(ReadOnlyMemory<byte> framed)
    {
        if (_privateBytes + framed.Length > _host.Options.MaxPrivateBytes)
        {
            Close();
            return false;
        }

        if (!framed.IsEmpty)
        {
            _private.Enqueue(framed);
            _privateBytes += framed.Length;
        }

        return true;
    }

    /// <summary>Puts another subscription in the place of the present one: no message is lost or doubled between the two.</summary>
    /// <param name="rules">All rules; none stops the stream.</param>
    /// <param name="added">Those that are new: what is known already is sent for them.</param>
    public void Subscribe(IReadOnlyList<FeedRule> rules, IReadOnlyList<FeedRule> added)
    {
        lock (_gate)
        {
            var old = _reader;
            _reader = null;
            if (rules.Count == 0)
            {
                old?.Stop();
            }
            else
            {
                var next = _host.Hub.OpenFeed(ShapeOf(rules), _host.Pump.Wake, replaces: old);
                var cached = new ArrayBufferWriter<byte>(4 * 1024);
                if (added.Count > 0 && (Query.SendCachedValues || Query.SendMeta))
                {
                    next.WriteCached(cached, added, Query.SendCachedValues);
                }

                if (!TryEnqueue(cached.WrittenMemory))
                {
                    next.Stop();
                    return;
                }

                _reader = next;
            }

            if (old is not null)
            {
                _retired.Enqueue(old);
            }
        }

        _host.Pump.Wake();
    }

    /// <summary>
    /// The end of a line that we close: no more deltas, what is queued goes out, and what the client still sends is read and
    /// dropped until it hangs up. Closing at once would cut off the last word, which says why.
    /// </summary>
    public async Task DrainAsync()
    {
        lock (_gate)
        {
            _reader?.Stop();
            _reader = null;
        }

        var rest = new byte[1024];
        using var limit = new CancellationTokenSource(s_drain, _host.Hub.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token, limit.Token);
        while (await _transport.ReadAsync(rest, either.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    public void Close() => _closed.Cancel();

    public void Dispose()
    {
        Close();
        lock (_gate)
        {
            _reader?.Stop();
            _reader = null;
            while (_retired.TryDequeue(out var reader))
            {
                reader.Stop();
            }
        }

        _protocol.Dispose();
        _transport.Abort();
    }

    private FeedShape ShapeOf(IReadOnlyList<FeedRule> rules) =>
        new(_framing, rules, Query.SendMeta, Query.AllSources, Right: "read");
}
