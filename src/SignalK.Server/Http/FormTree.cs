using System.Globalization;
using System.Text.Json;

namespace SignalK.Server.Http;

/// <summary>
/// A query or a form as Express's extended parser reads it: <c>a=1&amp;b[]=2&amp;b[]=3&amp;c[d]=4</c> is
/// <c>{"a":"1","b":["2","3"],"c":{"d":"4"}}</c>. Its limits are that parser's: 1000 parameters, five levels, arrays up to index 20.
/// </summary>
internal sealed class FormTree
{
    private const int MaxParameters = 1_000;
    private const int MaxDepth = 5;
    private const int MaxIndex = 20;

    private readonly Node _root = new();

    public static FormTree Parse(ReadOnlySpan<char> encoded)
    {
        var tree = new FormTree();
        var left = MaxParameters;
        foreach (var range in encoded.TrimStart('?').Split('&'))
        {
            var pair = encoded.TrimStart('?')[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (left-- == 0)
            {
                break;
            }

            var equals = pair.IndexOf('=');
            tree.Add(Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return tree;
    }

    public void Write(Utf8JsonWriter writer) => _root.Write(writer, isRoot: true);

    /// <summary>Writes the members alone, into an object that is open.</summary>
    /// <param name="writer">Gets them.</param>
    /// <param name="isWanted">By name.</param>
    /// <param name="parse">Single values that are JSON (<c>limit=3</c>, <c>bbox=[1,2,3,4]</c>) come as what they are.</param>
    public void WriteMembers(Utf8JsonWriter writer, Func<string, bool> isWanted, bool parse) => _root.WriteMembers(writer, isWanted, parse);

    private void Add(string key, string value)
    {
        var names = NamesOf(key);

        // Such names would poison a JavaScript object.
        if (key.Length == 0 || names.Any(n => n is "__proto__" or "constructor" or "prototype"))
        {
            return;
        }

        names.Aggregate(_root, static (node, name) => node.Enter(name)).Values.Add(value);
    }

    // a[b][c]: a, b, c.
    private static List<string> NamesOf(string key)
    {
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        List<string> names = bracket == 0 ? [] : [bracket < 0 ? key : key[..bracket]];
        while (bracket >= 0 && key.IndexOf(']', bracket) is > 0 and var end)
        {
            // Deeper than allowed, all the rest is one name.
            var isDeep = names.Count > MaxDepth;
            names.Add(isDeep ? key[bracket..] : key[(bracket + 1)..end]);
            bracket = !isDeep && end + 1 < key.Length && key[end + 1] == '[' ? end + 1 : -1;
        }

        return names.Count > 0 ? names : [key];
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));

    private sealed class Node
    {
        private readonly List<(string Name, Node Node)> _members = [];
        private int _next;

        public List<string> Values { get; } = [];

        /// <summary>The member of that name, made when new; without a name, the next of an array.</summary>
        public Node Enter(string name)
        {
            if (name.Length == 0)
            {
                name = _next++.ToString(CultureInfo.InvariantCulture);
            }

            foreach (var member in _members)
            {
                if (member.Name == name)
                {
                    return member.Node;
                }
            }

            var added = new Node();
            _members.Add((name, added));
            return added;
        }

        public void Write(Utf8JsonWriter writer, bool isRoot)
        {
            if (_members.Count == 0 && !isRoot)
            {
                WriteValues(writer);
            }
            else if (!isRoot && _members.TrueForAll(m => IndexOf(m.Name) >= 0 && (_next > 0 || IndexOf(m.Name) <= MaxIndex)))
            {
                writer.WriteStartArray();
                foreach (var (_, node) in _members.OrderBy(m => IndexOf(m.Name)))
                {
                    node.Write(writer, isRoot: false);
                }

                writer.WriteEndArray();
            }
            else
            {
                writer.WriteStartObject();
                WriteMembers(writer, static _ => true, parse: false);
                writer.WriteEndObject();
            }
        }

        public void WriteMembers(Utf8JsonWriter writer, Func<string, bool> isWanted, bool parse)
        {
            foreach (var (name, node) in _members.Where(m => isWanted(m.Name)))
            {
                writer.WritePropertyName(name);
                if (parse && node is { _members.Count: 0, Values: [var only] } && IsJson(only))
                {
                    writer.WriteRawValue(only, skipInputValidation: true);
                }
                else
                {
                    node.Write(writer, isRoot: false);
                }
            }
        }

        private static bool IsJson(string text)
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }

        private void WriteValues(Utf8JsonWriter writer)
        {
            if (Values.Count == 1)
            {
                writer.WriteStringValue(Values[0]);
                return;
            }

            writer.WriteStartArray();
            foreach (var value in Values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        private static int IndexOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
    }
}
