namespace SignalK.Connections.Bus;

/// <summary>Which formatters went through an output in the last seconds: what the boat says itself is not made a second time.</summary>
internal sealed class PassedTypes(TimeProvider time)
{
    // Longer than the slowest common instrument pauses between two sentences of one type.
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(30);
    private const int MostTypes = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _seen = [];

    public void Note(ReadOnlySpan<byte> line)
    {
        var formatter = Formatter(line);
        lock (_gate)
        {
            if (_seen.Count < MostTypes || _seen.ContainsKey(formatter))
            {
                _seen[formatter] = time.GetTimestamp();
            }
        }
    }

    public bool Lately(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            return _seen.TryGetValue(Formatter(line), out var at) && time.GetElapsedTime(at) < s_memory;
        }
    }

    private static int Formatter(ReadOnlySpan<byte> line)
    {
        var address = SentenceFilter.AddressOf(line);
        return address is [_, _, var a, var b, var c] ? (a << 16) | (b << 8) | c : 0;
    }
}
