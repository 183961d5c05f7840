using System.Collections.Concurrent;
using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>
/// What <c>$source</c> says (<c>gps.GP</c>): the identity under which values are kept, ranked and aged. Interned like paths.
/// </summary>
public sealed class SourceRef
{
    public const int MaxSources = 4_096;
    private const int MaxLength = 256;

    private static readonly ConcurrentDictionary<string, SourceRef> s_all = new(StringComparer.Ordinal);
    private static readonly Lock s_gate = new();

    private SourceRef(string name)
    {
        Name = name;
        Encoded = JsonEncodedText.Encode(name);
    }

    /// <summary>Stands for every source above <see cref="MaxSources"/>: their data still flows, under one name.</summary>
    public static SourceRef Overflow { get; } = new("overflow");

    public string Name { get; }

    public JsonEncodedText Encoded { get; }

    public static SourceRef Of(string name)
    {
        if (s_all.TryGetValue(name, out var known))
        {
            return known;
        }

        if (name.Length is 0 or > MaxLength)
        {
            return Overflow;
        }

        lock (s_gate)
        {
            return s_all.Count >= MaxSources ? Overflow : s_all.GetOrAdd(name, static n => new SourceRef(n));
        }
    }

    public override string ToString() => Name;
}
