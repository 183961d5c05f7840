namespace SignalK.Appliance.Device.Jsonc;

/// <summary>
/// JSON as people write it. Comments, trailing commas, a byte order mark and any line end are taken as they are; whatever else
/// is wrong is reported with its place and read as it was most likely meant, so that one missing comma does not
/// cost the lines after it. Always ends: each step takes at least one character.
/// </summary>
sealed partial class JsoncParser
{
    const int DeepestLevel = 16;

    readonly string _text;
    readonly MistakeList _mistakes;
    int _at;
    bool _saidTypographic;

    JsoncParser(string text, MistakeList mistakes) => (_text, _mistakes) = (text, mistakes);

    char Current => _at < _text.Length ? _text[_at] : '\0';

    bool AtEnd => _at >= _text.Length;

    /// <returns>The object at the top; null when there is nothing in the file.</returns>
    public static JsoncNode? Parse(string text, MistakeList mistakes)
    {
        var parser = new JsoncParser(text, mistakes);
        parser.SkipTrivia();
        if (parser.AtEnd)
        {
            mistakes.Add(-1, "", "the file is empty: nothing was changed");
            return null;
        }
        var hasBrace = parser.Current == '{';
        if (!hasBrace)
            mistakes.Add(parser._at, "", "the file must begin with { and end with }");
        var root = parser.ParseObject(0, hasBrace);
        parser.SkipTrivia();
        if (!parser.AtEnd)
            mistakes.Add(parser._at, "", "this stands after the last } and was not read: move it inside, or remove one } before it");
        return root;
    }

    JsoncNode ParseObject(int level, bool hasBrace = true)
    {
        var start = _at;
        List<JsoncMember> members = [];
        if (hasBrace)
            _at++;
        while (true)
        {
            SkipTrivia();
            if (AtEnd)
            {
                if (hasBrace)
                    _mistakes.Add(_at, "", $"a }} is missing at the end: it closes the {{ of line {LineOf(start)}");
                break;
            }
            if (Current == '}')
            {
                _at++;
                if (hasBrace)
                    break;
                continue;
            }
            if (ParseMember(level) is { } member)
                Keep(members, member);
        }
        return new JsoncNode(JsoncKind.Object, start, _at) { Members = members };
    }

    void Keep(List<JsoncMember> members, JsoncMember member)
    {
        if (members.FindIndex(known => known.Name == member.Name) is var double_ and >= 0)
        {
            _mistakes.Add(member.At, member.Name, "is there twice; this one, the later, was taken: remove one of the two");
            members.RemoveAt(double_);
        }
        members.Add(member);
    }

    JsoncMember? ParseMember(int level)
    {
        var at = _at;
        if (Current == ',')
        {
            _mistakes.Add(at, "", "there is a comma too many here: remove it");
            _at++;
            return null;
        }
        string name;
        if (IsQuote(Current))
        {
            name = ParseText().Text;
        }
        else if (Word() is { Length: > 0 } word)
        {
            name = word;
            _mistakes.Add(at, name, $"names stand in quotes: write \"{name}\"");
        }
        else
        {
            _mistakes.Add(at, "", $"\"{Current}\" does not belong here; the rest of this line was not read: remove it");
            SkipLine();
            return null;
        }
        SkipTrivia();
        if (Current is ':' or '=')
        {
            if (Current == '=')
                _mistakes.Add(_at, name, $"write a colon after the name: \"{name}\": ...");
            _at++;
        }
        else
        {
            _mistakes.Add(_at, name, $"a colon is missing after the name: \"{name}\": ...");
        }
        var value = ParseValue(level + 1, name);
        TakeComma('}', name);
        return new JsoncMember(name, at, value);
    }

    JsoncNode ParseList(int level, string name)
    {
        var start = _at++;
        List<JsoncNode> items = [];
        while (true)
        {
            SkipTrivia();
            if (AtEnd || Current == '}')
            {
                _mistakes.Add(_at, name, $"a ] is missing: it closes the [ of line {LineOf(start)}");
                break;
            }
            if (Current == ']')
            {
                _at++;
                break;
            }
            if (Current == ',')
            {
                _mistakes.Add(_at++, name, "there is a comma too many here: remove it");
                continue;
            }
            var before = _at;
            var item = ParseValue(level + 1, name);
            if (_at == before)
                _at++;
            else
                items.Add(item);
            TakeComma(']', name);
        }
        return new JsoncNode(JsoncKind.List, start, _at) { Items = items };
    }

    JsoncNode ParseValue(int level, string name)
    {
        SkipTrivia();
        var start = _at;
        if (level > DeepestLevel)
        {
            _mistakes.Add(start, name, "too many { or [ inside each other: the rest was not read");
            _at = _text.Length;
            return new JsoncNode(JsoncKind.Missing, start, _at);
        }
        switch (Current)
        {
            case '{':
                return ParseObject(level);
            case '[':
                return ParseList(level, name);
            case var quote when IsQuote(quote):
                return ParseText();
        }
        var word = Word();
        switch (word.ToLowerInvariant())
        {
            case "" when AtEnd || Current is ',' or '}' or ']':
                _mistakes.Add(start, name, "there is no value here");
                return new JsoncNode(JsoncKind.Missing, start, _at);
            case "":
                _mistakes.Add(start, name, $"\"{Current}\" does not belong here; the rest of this line was not read");
                SkipLine();
                return new JsoncNode(JsoncKind.Missing, start, _at);
            case "true" or "false":
                return new JsoncNode(JsoncKind.Flag, start, _at, word.ToLowerInvariant());
            case "null" or "none":
                return new JsoncNode(JsoncKind.Null, start, _at, word);
            case var _ when word[0] is '-' or '+' || char.IsAsciiDigit(word[0]):
                return new JsoncNode(JsoncKind.Number, start, _at, word);
            default:
                _mistakes.Add(start, name, $"text stands in quotes: write \"{word}\"");
                return new JsoncNode(JsoncKind.Text, start, _at, word);
        }
    }

    void TakeComma(char end, string name)
    {
        var after = _at;
        SkipTrivia();
        if (Current == ',')
            _at++;
        else if (!AtEnd && Current != end && Current is not ('}' or ']'))
            _mistakes.Add(after, name, $"a comma is missing after the value of {(name.Length > 0 ? name : "this line")}");
    }
}
