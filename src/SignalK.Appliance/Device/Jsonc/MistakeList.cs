namespace SignalK.Appliance.Device.Jsonc;

/// <summary>Collects what is wrong in one file of the card. Bounded: after <see cref="Most"/> only the number goes up.</summary>
sealed class MistakeList(string file, string text = "")
{
    public const int Most = 40;

    readonly List<Mistake> _mistakes = [];

    public IReadOnlyList<Mistake> Mistakes => _mistakes;

    /// <summary>All of them, those that were not kept included.</summary>
    public int Count { get; private set; }

    /// <param name="at">The character that it begins with; negative: none.</param>
    public void Add(int at, string key, string message)
    {
        Count++;
        if (_mistakes.Count >= Most)
            return;
        var (line, column) = Place(at);
        _mistakes.Add(new Mistake(file, line, column, key, message));
    }

    (int Line, int Column) Place(int at)
    {
        if (at < 0)
            return (0, 0);
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        var lines = 1;
        var start = 0;
        for (var i = 0; i < before.Length; i++)
        {
            // CR LF, LF, and the lone CR of an old Mac.
            if (before[i] == '\n' || (before[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                lines++;
                start = i + 1;
            }
        }
        return (lines, at - start + 1);
    }
}
