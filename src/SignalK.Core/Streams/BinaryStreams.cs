using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace SignalK.Core.Streams;

/// <summary>
/// Frames of bytes by stream (<c>radars/ID</c>, <c>plugins/NAME/…</c>) on their way to whoever listens now. Nothing is kept: a
/// stream is there while it has listeners, and a frame without one costs a look-up. Thread-safe.
/// </summary>
public sealed class BinaryStreams
{
    /// <summary>A radar sends some 1 KB per spoke, a batch of them some 64 KB.</summary>
    public const int MaxFrameBytes = 256 * 1024;

    /// <summary>Longest id of a stream, in characters.</summary>
    public const int MaxIdLength = 256;

    private readonly ConcurrentDictionary<string, ImmutableArray<IBinarySink>> _sinks = new(StringComparer.Ordinal);
    private long _frames;
    private long _bytes;
    private long _refused;

    /// <summary>Frames pushed, heard or not.</summary>
    public long Frames => Volatile.Read(ref _frames);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Frames that were too long.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public int ListenersOf(string stream) => _sinks.TryGetValue(stream, out var sinks) ? sinks.Length : 0;

    /// <summary>Gives a frame to all who listen. It is copied once, and only when somebody does.</summary>
    /// <returns>False when it is too long for a frame.</returns>
    public bool Push(string stream, ReadOnlySpan<byte> frame)
    {
        if (frame.Length > MaxFrameBytes)
        {
            Interlocked.Increment(ref _refused);
            return false;
        }

        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _bytes, frame.Length);
        if (_sinks.TryGetValue(stream, out var sinks))
        {
            ReadOnlyMemory<byte> shared = frame.ToArray();
            foreach (var sink in sinks)
            {
                sink.Offer(shared);
            }
        }

        return true;
    }

    /// <summary>Dispose to leave.</summary>
    public IDisposable Listen(string stream, IBinarySink sink)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stream.Length, MaxIdLength);
        _sinks.AddOrUpdate(stream, static (_, added) => [added], static (_, sinks, added) => sinks.Add(added), sink);
        return new Listener(this, stream, sink);
    }

    /// <summary>Tells all who listen that no more will come: its plugin stopped for good.</summary>
    public void End(string stream)
    {
        if (_sinks.TryRemove(stream, out var sinks))
        {
            foreach (var sink in sinks)
            {
                sink.End();
            }
        }
    }

    private void Leave(string stream, IBinarySink sink)
    {
        while (_sinks.TryGetValue(stream, out var sinks))
        {
            var rest = sinks.Remove(sink);
            if (rest.IsEmpty ? _sinks.TryRemove(new(stream, sinks)) : _sinks.TryUpdate(stream, rest, sinks))
            {
                return;
            }
        }
    }

    private sealed class Listener(BinaryStreams streams, string stream, IBinarySink sink) : IDisposable
    {
        public void Dispose() => streams.Leave(stream, sink);
    }
}

/// <summary>Who listens to a stream. Called on the thread that pushes: it takes or drops, and does not block.</summary>
public interface IBinarySink
{
    /// <param name="frame">Never changes; may be kept.</param>
    void Offer(ReadOnlyMemory<byte> frame);

    void End();
}
