namespace SignalK.Appliance.Device.Jsonc;

enum JsoncKind
{
    /// <summary>There should have been a value; its absence is reported already.</summary>
    Missing,
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}

/// <summary>A value as it was written, and where.</summary>
/// <param name="Start">The first character of it; of a text, what follows the quote.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Text">Of a text, unescaped; of a number or flag, as written.</param>
sealed record JsoncNode(JsoncKind Kind, int Start, int End, string Text = "")
{
    public IReadOnlyList<JsoncMember> Members { get; init; } = [];

    public IReadOnlyList<JsoncNode> Items { get; init; } = [];

    /// <summary>In words, for whoever wrote it.</summary>
    public string Described => Kind switch
    {
        JsoncKind.Object => "a group in { }",
        JsoncKind.List => "a list in [ ]",
        JsoncKind.Text => $"\"{Short(Text)}\"",
        JsoncKind.Null => "null",
        _ => Short(Text),
    };

    static string Short(string text) => text.Length <= 40 ? text : text[..37] + "...";
}

/// <param name="At">Where the name begins.</param>
sealed record JsoncMember(string Name, int At, JsoncNode Value);
