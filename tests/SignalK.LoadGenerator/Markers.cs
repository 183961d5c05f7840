using System.Buffers.Text;
using System.Diagnostics;

namespace SignalK.LoadGenerator;

/// <summary>When each marker went out, and how long until it came back.</summary>
internal sealed class Markers
{
    private static ReadOnlySpan<byte> Path => "environment.depth.belowTransducer"u8;

    // Enough for every marker of a long run at full speed.
    private readonly long[] _sentAt = new long[32 * 1024 * 1024];
    private readonly bool[] _measured = new bool[32 * 1024 * 1024];
    private readonly List<double> _latencies = new(1 << 20);
    private long _back;
    private long _lastSentence;

    public long Sent { get; private set; }

    public long MeasuredSent { get; private set; }

    public long MeasuredBack => _latencies.Count;

    public long OutOfOrder { get; private set; }

    /// <summary>Number of the newest marker that came back.</summary>
    public long Newest => Volatile.Read(ref _lastSentence);

    public bool AllBack => Volatile.Read(ref _back) >= Sent;

    /// <summary>The next marker's number; its time is taken by <see cref="Stamp"/>.</summary>
    public long Next(bool measured)
    {
        Sent++;
        _measured[Sent] = measured;
        MeasuredSent += measured ? 1 : 0;
        return Sent;
    }

    public void Stamp(long from, long now)
    {
        for (var i = from; i <= Sent; i++)
        {
            Volatile.Write(ref _sentAt[i], now);
        }
    }

    public void OnMessage(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf(Path);
        if (at < 0)
        {
            return;
        }

        var rest = message[(at + Path.Length)..];
        var value = rest[(rest.IndexOf((byte)':') + 1)..];
        if (!Utf8Parser.TryParse(value, out double depth, out _))
        {
            return;
        }

        var number = (long)Math.Round(depth * 10);
        if (number < 1 || number > Sent || Interlocked.Exchange(ref _sentAt[number], 0) is var sent && sent == 0)
        {
            return;
        }

        if (number < _lastSentence)
        {
            OutOfOrder++;
        }

        Volatile.Write(ref _lastSentence, Math.Max(_lastSentence, number));
        Volatile.Write(ref _back, _back + 1);
        if (_measured[number])
        {
            _latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    public double? Percentile(double part)
    {
        if (_latencies.Count == 0)
        {
            return null;
        }

        _latencies.Sort();
        return Math.Round(_latencies[Math.Min(_latencies.Count - 1, (int)(_latencies.Count * part))], 3);
    }
}
