using System.Globalization;

namespace SignalK.Appliance.Device.Jsonc;

/// <summary>Reads the members of one group, names what it cannot take, and goes on.</summary>
sealed class JsoncFields
{
    readonly JsoncNode _node;
    readonly MistakeList _mistakes;

    /// <param name="known">Every name that may stand here.</param>
    public JsoncFields(JsoncNode node, string path, MistakeList mistakes, params IReadOnlyList<string> known)
    {
        (_node, Path, _mistakes) = (node, path, mistakes);
        foreach (var member in node.Members.Where(member => !known.Contains(member.Name) && member.Name != "$schema"))
        {
            var meant = Nearest.Of(member.Name, known.Where(name => !Has(name)));
            _mistakes.Add(member.At, PathOf(member.Name), meant is null
                ? $"is not known; there are {string.Join(", ", known)}"
                : $"is not known: write \"{meant}\"");
        }
    }

    public string Path { get; }

    public int At => _node.Start;

    public bool Has(string name) => Find(name) is { Kind: not (JsoncKind.Missing or JsoncKind.Null) };

    public JsoncNode? Find(string name)
    {
        foreach (var member in _node.Members)
        {
            if (member.Name == name)
                return member.Value;
        }
        return null;
    }

    /// <returns>Without spaces at its ends; null when it is not there, blank, or no text. A number is a text as well: MMSIs and names are written so.</returns>
    public string? Text(string name, string expected = "text in quotes") =>
        Take(name, expected, node => node.Kind is JsoncKind.Text or JsoncKind.Number ? node.Text.Trim() : null) is { Length: > 0 } text ? text : null;

    public bool? Flag(string name) => Find(name) is not { } node || node.Kind is JsoncKind.Missing or JsoncKind.Null ? null
        : node.Text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" when node.Kind is JsoncKind.Flag or JsoncKind.Text => true,
            "false" or "no" or "off" when node.Kind is JsoncKind.Flag or JsoncKind.Text => false,
            _ => Refuse(name, "true or false", node),
        };

    public int? Integer(string name, int smallest, int largest)
    {
        if (Text(name, $"a number from {smallest} to {largest}") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= smallest && value <= largest)
            return value;
        Mistake(name, $"found {Find(name)!.Described}: write a number from {smallest} to {largest}");
        return null;
    }

    public JsoncFields? Object(string name, params IReadOnlyList<string> known) =>
        Take(name, "a group in { }", node => node.Kind == JsoncKind.Object ? node : null) is { } child ? new JsoncFields(child, PathOf(name), _mistakes, known) : null;

    /// <summary>The things of a list; a single one may stand without the brackets.</summary>
    public IEnumerable<(JsoncNode Node, string Path)> List(string name)
    {
        if (Find(name) is not { Kind: not (JsoncKind.Missing or JsoncKind.Null) } node)
            return [];
        return node.Kind == JsoncKind.List ? node.Items.Select((item, i) => (item, $"{PathOf(name)}[{i + 1}]")) : [(node, PathOf(name))];
    }

    /// <summary>Groups in a list.</summary>
    public IEnumerable<JsoncFields> Objects(string name, params string[] known)
    {
        foreach (var (node, path) in List(name))
        {
            if (node.Kind == JsoncKind.Object)
                yield return new JsoncFields(node, path, _mistakes, known);
            else
                _mistakes.Add(node.Start, path, $"found {node.Described}: write a group in {{ }}");
        }
    }

    public IEnumerable<(string Text, int At, string Path)> Texts(string name)
    {
        foreach (var (node, path) in List(name))
        {
            if (node.Kind == JsoncKind.Text)
                yield return (node.Text.Trim(), node.Start, path);
            else
                _mistakes.Add(node.Start, path, $"found {node.Described}: write text in quotes");
        }
    }

    public void Mistake(string name, string message) => _mistakes.Add(Find(name)?.Start ?? At, PathOf(name), message);

    public void MistakeAt(int at, string path, string message) => _mistakes.Add(at, path, message);

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    bool? Refuse(string name, string expected, JsoncNode node)
    {
        Mistake(name, $"found {node.Described}: write {expected}");
        return null;
    }

    T? Take<T>(string name, string expected, Func<JsoncNode, T?> convert)
        where T : class
    {
        if (Find(name) is not { Kind: not (JsoncKind.Missing or JsoncKind.Null) } node)
            return null;
        var value = convert(node);
        if (value is null)
            Mistake(name, $"found {node.Described}: write {expected}");
        return value;
    }
}
