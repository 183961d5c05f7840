namespace SignalK.Connections.Bus;

/// <summary>
/// Who said which formatter in the last seconds: what the boat says itself is not made a second time, and nobody is told what he
/// just said. Thread-safe, bounded.
/// </summary>
internal sealed class SpokenTypes(TimeProvider time)
{
    // Longer than the slowest common instrument pauses between two sentences of one type.
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(30);
    private const int Most = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Formatter, object Origin), long> _heard = [];

    public void Note(object origin, ReadOnlySpan<byte> line)
    {
        var formatter = FormatterOf(line);
        lock (_gate)
        {
            if (_heard.Count >= Most)
            {
                Forget();
            }

            _heard[(formatter, origin)] = time.GetTimestamp();
        }
    }

    /// <summary>True when anybody said it lately.</summary>
    public bool Includes(ReadOnlySpan<byte> line)
    {
        var formatter = FormatterOf(line);
        lock (_gate)
        {
            foreach (var ((heard, _), at) in _heard)
            {
                if (heard == formatter && IsLate(at))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True when this origin said it lately.</summary>
    public bool Includes(ReadOnlySpan<byte> line, object origin)
    {
        lock (_gate)
        {
            return _heard.TryGetValue((FormatterOf(line), origin), out var at) && IsLate(at);
        }
    }

    private bool IsLate(long at) => time.GetElapsedTime(at) < s_memory;

    // Clients that left take their entries with them; a flood of made-up formatters goes whole.
    private void Forget()
    {
        foreach (var (key, at) in _heard)
        {
            if (!IsLate(at))
            {
                _heard.Remove(key);
            }
        }

        if (_heard.Count >= Most)
        {
            _heard.Clear();
        }
    }

    private static int FormatterOf(ReadOnlySpan<byte> line) =>
        SentenceFilter.AddressOf(line) is [_, _, var a, var b, var c] ? (a << 16) | (b << 8) | c : 0;
}
