using System.Text;
using SignalK.Core.Model;

namespace SignalK.Core.Metadata;

/// <summary>What the Signal K specification says about a path, in any context.</summary>
public static class PathMetadata
{
    /// <summary>The path's metadata: <c>{"description":…[,"units":…][,"enum":…][,"properties":…]}</c>; null for a path
    /// that the specification does not name.</summary>
    /// <remarks>Reads the whole table, about 10 µs: a caller keeps what it found.</remarks>
    public static SkJsonValue? Find(SkPath path) => Find(path.Name);

    /// <inheritdoc cref="Find(SkPath)"/>
    public static SkJsonValue? Find(ReadOnlySpan<char> path)
    {
        if (path.Length is 0 or > SkPath.MaxLength)
        {
            return null;
        }

        Span<byte> name = stackalloc byte[SkPath.MaxLength * 3];
        name = name[..Encoding.UTF8.GetBytes(path, name)];
        var rest = SpecificationTable.Lines;
        while (NextLine(ref rest, out var pattern, out var json))
        {
            if (Matches(pattern, name))
            {
                return new SkJsonValue(json);
            }
        }

        return null;
    }

    /// <summary>Every pattern of the specification with its metadata; <c>*</c> stands for one segment of any name.</summary>
    public static IEnumerable<(string Pattern, SkJsonValue Meta)> All()
    {
        var at = 0;
        while (Next() is { } entry)
        {
            yield return entry;
        }

        (string, SkJsonValue)? Next()
        {
            var rest = SpecificationTable.Lines[at..];
            var before = rest.Length;
            if (!NextLine(ref rest, out var pattern, out var json))
            {
                return null;
            }

            at += before - rest.Length;
            return (Encoding.UTF8.GetString(pattern), new SkJsonValue(json));
        }
    }

    private static bool NextLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> pattern, out ReadOnlySpan<byte> json)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end <= 0)
        {
            pattern = json = default;
            return false;
        }

        var line = rest[..end];
        rest = rest[(end + 1)..];
        var space = line.IndexOf((byte)' ');
        pattern = line[..space];
        json = line[(space + 1)..];
        return true;
    }

    private static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var star = pattern.IndexOf((byte)'*');
            if (star < 0)
            {
                return pattern.SequenceEqual(name);
            }

            if (!name.StartsWith(pattern[..star]))
            {
                return false;
            }

            pattern = pattern[(star + 1)..];
            name = name[star..];
            var dot = name.IndexOf((byte)'.');
            name = dot < 0 ? [] : name[dot..];
        }
    }
}
