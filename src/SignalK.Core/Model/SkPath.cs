using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace SignalK.Core.Model;

/// <summary>
/// A Signal K path such as <c>navigation.position</c>, interned for the life of the process: two equal paths are one object,
/// so the hot path compares references and indexes by <see cref="Id"/>. The empty path addresses the root of a context.
/// </summary>
public sealed class SkPath
{
    /// <summary>A boat has some hundred paths; what lies far above is a peer inventing names.</summary>
    public const int MaxPaths = 32_768;

    /// <summary>Longest path accepted, in UTF-8 bytes.</summary>
    public const int MaxLength = 256;

    private static readonly ConcurrentDictionary<string, SkPath> s_all = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, SkPath>.AlternateLookup<ReadOnlySpan<char>> s_bySpan =
        s_all.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly Lock s_gate = new();
    private static int s_count;

    private SkPath(int id, string name)
    {
        Id = id;
        Name = name;
        Encoded = JsonEncodedText.Encode(name);
        Segments = name.Length == 0 ? [] : name.Split('.');
    }

    /// <summary>The root of a context: names, MMSI and other static data arrive under it.</summary>
    public static SkPath Root { get; } = Of("");

    /// <summary>Small and dense: usable as an index; -1 when it is not interned.</summary>
    public int Id { get; }

    public string Name { get; }

    public JsonEncodedText Encoded { get; }

    public IReadOnlyList<string> Segments { get; }

    /// <summary>The path for a name known to the program.</summary>
    /// <exception cref="ArgumentException">The name is not a legal path, or the table is full.</exception>
    public static SkPath Of(string name) =>
        TryGet(name, out var path) ? path : throw new ArgumentException($"not a Signal K path, or too many of them: '{name}'");

    /// <summary>The path for a name from outside; false when it is malformed or the table is full.</summary>
    public static bool TryGet(ReadOnlySpan<char> name, out SkPath path)
    {
        if (s_bySpan.TryGetValue(name, out path!))
        {
            return true;
        }

        if (!IsWellFormed(name))
        {
            return false;
        }

        lock (s_gate)
        {
            if (s_bySpan.TryGetValue(name, out path!))
            {
                return true;
            }

            if (s_count >= MaxPaths)
            {
                return false;
            }

            path = new SkPath(s_count++, name.ToString());
            return s_all.TryAdd(path.Name, path);
        }
    }

    /// <inheritdoc cref="TryGet(ReadOnlySpan{char}, out SkPath)"/>
    public static bool TryGet(ReadOnlySpan<byte> utf8, out SkPath path)
    {
        if (utf8.Length > MaxLength)
        {
            path = null!;
            return false;
        }

        Span<char> chars = stackalloc char[MaxLength];
        return TryGet(chars[..Encoding.UTF8.GetChars(utf8, chars)], out path);
    }

    /// <summary>
    /// A path that passes through and is not kept: the interned one if there is one, else an object of its own, so that names
    /// nobody will ask for again (ids of resources) do not fill the table. Not for the model: it compares references.
    /// </summary>
    public static bool TryPass(ReadOnlySpan<char> name, out SkPath path)
    {
        if (s_bySpan.TryGetValue(name, out path!))
        {
            return true;
        }

        path = IsWellFormed(name) ? new SkPath(-1, name.ToString()) : null!;
        return path is not null;
    }

    public override string ToString() => Name;

    // No empty segments and no control characters: every path is one position in the tree. "__proto__" would poison a
    // JavaScript client that builds the tree from our deltas.
    private static bool IsWellFormed(ReadOnlySpan<char> name)
    {
        if (name.Length == 0)
        {
            return true;
        }

        if (name.Length > MaxLength || name[0] == '.' || name[^1] == '.' || name.Contains("__proto__", StringComparison.Ordinal))
        {
            return false;
        }

        var previous = '\0';
        foreach (var c in name)
        {
            if (c < ' ' || c == '\u007f' || (c == '.' && previous == '.'))
            {
                return false;
            }

            previous = c;
        }

        return true;
    }
}
