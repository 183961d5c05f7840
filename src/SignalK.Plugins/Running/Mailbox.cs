using System.Buffers;
using System.Buffers.Binary;
using SignalK.Core;
using SignalK.Core.Fanout;

namespace SignalK.Plugins.Running;

/// <summary>
/// The deltas that wait for one plugin: its place in a log that all plugins (and nobody else's queue) share, so waiting costs
/// nothing. A plugin that falls behind too far goes on with the newest values. Used on the plugin's thread.
/// </summary>
internal sealed class Mailbox(Hub hub, Action wake) : IDisposable
{
    /// <summary>Deltas kept while a plugin is being reloaded; the oldest go first.</summary>
    public const int MaxReplay = 1000;

    // In order: what is left of the subscriptions before, then the present one.
    private readonly Queue<FeedReader> _readers = [];
    private readonly ArrayBufferWriter<byte> _spill = new();
    private FeedReader[] _waiting = [];
    private FeedReader? _newest;
    private int _spillRead;
    private int _pendingAdvance;

    public bool IsOpen => _newest is not null;

    /// <summary>Bytes that wait. Any thread.</summary>
    public long Bytes => Volatile.Read(ref _waiting).Sum(static reader => Math.Max(0, reader.Lag)) + _spill.WrittenCount - _spillRead;

    /// <summary>Whether <see cref="Next"/> has something.</summary>
    public bool HasMail
    {
        get
        {
            foreach (var reader in _waiting)
            {
                if (reader.IsOverrun || reader.Lag > _pendingAdvance)
                {
                    return true;
                }
            }

            return _spill.WrittenCount > _spillRead || _waiting.Length > 1;
        }
    }

    /// <summary>Deltas skipped, and times it fell too far behind.</summary>
    public long Dropped { get; private set; }

    public long Overruns { get; private set; }

    /// <summary>Subscribes, in place of what it was subscribed to: what already waits stays, and is read first.</summary>
    /// <param name="rules">None: nothing.</param>
    /// <param name="right">Which paths may be read at all; null for every one.</param>
    public void Open(IReadOnlyList<FeedRule> rules, IPathRight? right = null)
    {
        if (rules.Count == 0)
        {
            Close();
            return;
        }

        var shape = new FeedShape(FeedFraming.LengthPrefixed, rules, Paths: right);
        if (_newest is not null && _newest.Shape.Equals(shape))
        {
            return;
        }

        _newest = hub.OpenFeed(shape, wake, replaces: _newest);
        _readers.Enqueue(_newest);
        Volatile.Write(ref _waiting, [.. _readers]);
    }

    /// <summary>The next delta as JSON, valid until the next call; empty when none waits.</summary>
    public ReadOnlySpan<byte> Next()
    {
        Consume();
        while (true)
        {
            var spilled = _spill.WrittenSpan[_spillRead..];
            if (!spilled.IsEmpty)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(spilled);
                _spillRead += sizeof(int) + length;
                return spilled.Slice(sizeof(int), length);
            }

            _spill.ResetWrittenCount();
            _spillRead = 0;
            if (!_readers.TryPeek(out var reader))
            {
                return default;
            }

            if (reader.IsOverrun)
            {
                Overruns++;
                reader.CatchUp(_spill);
                if (_spill.WrittenCount > 0)
                {
                    continue;
                }
            }

            // A message lies in one chunk: the log never splits what it appends.
            var waiting = reader.Peek().Span;
            if (!waiting.IsEmpty)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(waiting);
                _pendingAdvance = sizeof(int) + length;
                return waiting.Slice(sizeof(int), length);
            }

            if (ReferenceEquals(reader, _newest))
            {
                return default;
            }

            _readers.Dequeue();
            Volatile.Write(ref _waiting, [.. _readers]);
        }
    }

    /// <summary>After a pause: keeps the newest <see cref="MaxReplay"/> of what came meanwhile.</summary>
    public void TrimToReplay()
    {
        Consume();
        var kept = new Queue<byte[]>();
        while (true)
        {
            var delta = Next();
            if (delta.IsEmpty)
            {
                break;
            }

            if (kept.Count == MaxReplay)
            {
                kept.Dequeue();
                Dropped++;
            }

            kept.Enqueue(delta.ToArray());
        }

        _spill.Clear();
        _spillRead = 0;
        foreach (var delta in kept)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_spill.GetSpan(sizeof(int)), delta.Length);
            _spill.Advance(sizeof(int));
            _spill.Write(delta);
        }
    }

    /// <summary>Gives up the place and what waits.</summary>
    public void Close()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _readers.Clear();
        Volatile.Write(ref _waiting, []);
        _newest = null;
        _spill.Clear();
        _spillRead = _pendingAdvance = 0;
    }

    public void Dispose() => Close();

    private void Consume()
    {
        if (_pendingAdvance > 0)
        {
            _readers.Peek().Advance(_pendingAdvance);
            _pendingAdvance = 0;
        }
    }
}
