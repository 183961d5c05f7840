namespace SignalK.Plugins.Endpoints;

/// <summary>
/// A path of a plugin's endpoint, as Express 4 reads it: <c>:name</c> takes a segment (<c>:name?</c> may be absent), <c>*</c> any
/// characters, letters match without case, a slash at the end does not matter. Parameters of <c>*</c> are numbered from 0.
/// </summary>
internal sealed class EndpointPattern
{
    private const int MaxSegments = 32;

    private readonly string[] _segments;

    private EndpointPattern(string text, string[] segments) => (Text, _segments) = (text, segments);

    public string Text { get; }

    /// <summary>Null when it is no path, or one longer than anybody needs.</summary>
    public static EndpointPattern? Parse(string text)
    {
        var segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > MaxSegments || text.Length > 512 ? null : new EndpointPattern(text, segments);
    }

    /// <summary>Null when the path is another's.</summary>
    /// <param name="path">Below the plugin's root, not yet unescaped.</param>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        return Match(0, path.Split('/', StringSplitOptions.RemoveEmptyEntries), 0, 0, parameters) ? parameters : null;
    }

    private bool Match(int at, string[] path, int from, int stars, Dictionary<string, string> parameters)
    {
        for (; at < _segments.Length; at++, from++)
        {
            var segment = _segments[at];
            if (segment == "*")
            {
                return MatchRest(at, path, from, stars, parameters);
            }

            var optional = segment[0] == ':' && segment[^1] == '?';
            if (from >= path.Length)
            {
                if (!optional)
                {
                    return false;
                }
            }
            else if (segment[0] == ':')
            {
                parameters[optional ? segment[1..^1] : segment[1..]] = Uri.UnescapeDataString(path[from]);
            }
            else if (!MatchesText(segment, path[from], ref stars, parameters))
            {
                return false;
            }
        }

        return from >= path.Length;
    }

    // The shortest rest that lets what follows match; a pattern has 32 segments at most.
    private bool MatchRest(int at, string[] path, int from, int stars, Dictionary<string, string> parameters)
    {
        for (var end = path.Length; end >= Math.Min(from, path.Length); end--)
        {
            if (Match(at + 1, path, end, stars + 1, parameters))
            {
                parameters[stars.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                    Uri.UnescapeDataString(string.Join('/', path[Math.Min(from, path.Length)..end]));
                return true;
            }

            // Only a star at the end may be tried at every length: several of them would multiply.
            if (_segments.AsSpan(at + 1).Contains("*") && end < path.Length)
            {
                return false;
            }
        }

        return false;
    }

    // "*.json" and "chart-*": one star within a segment.
    private static bool MatchesText(string segment, string text, ref int stars, Dictionary<string, string> parameters)
    {
        var star = segment.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return segment.Equals(text, StringComparison.OrdinalIgnoreCase);
        }

        var (before, after) = (segment[..star], segment[(star + 1)..]);
        if (text.Length < before.Length + after.Length
            || !text.StartsWith(before, StringComparison.OrdinalIgnoreCase)
            || !text.EndsWith(after, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        parameters[stars++.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Uri.UnescapeDataString(text[before.Length..^after.Length]);
        return true;
    }
}
