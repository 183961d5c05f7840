using System.Globalization;
using System.Text;

namespace SignalK.Appliance.Device.Jsonc;

sealed partial class JsoncParser
{
    /// <summary>What word processors and telephones make of quotes.</summary>
    const string Typographic = "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2018\u2019\u201A";

    internal static bool IsQuote(char c) => c is '"' or '\'' || Typographic.Contains(c);

    bool Closes(char opening, char c) => opening is '"' or '\'' ? c == opening : Typographic.Contains(c) || c == '"';

    JsoncNode ParseText()
    {
        var opening = _text[_at++];
        if (opening == '\'')
            _mistakes.Add(_at - 1, "", "text stands in double quotes: \" at both ends");
        else if (opening != '"' && !_saidTypographic)
        {
            _saidTypographic = true;
            _mistakes.Add(_at - 1, "", $"this is a quote for print ({opening}): write \" at both ends, everywhere in the file");
        }
        var start = _at;
        var content = new StringBuilder();
        while (!AtEnd && Current is not ('\r' or '\n'))
        {
            if (Closes(opening, Current))
            {
                _at++;
                return new JsoncNode(JsoncKind.Text, start, _at - 1, content.ToString());
            }
            if (Current == '\\')
                ParseEscape(content);
            else
                content.Append(_text[_at++]);
        }
        _mistakes.Add(start - 1, "", "a quote is missing at the end of this text: write \" there");
        // What closes the line was hardly meant to be part of it: "Aura,
        while (_at > start && Current is not (',' or '}') && _text[_at - 1] is ',' or ' ' or '\t' or '}')
        {
            _at--;
            content.Length--;
        }
        return new JsoncNode(JsoncKind.Text, start, _at, content.ToString());
    }

    void ParseEscape(StringBuilder content)
    {
        var at = _at++;
        var c = AtEnd ? '\0' : _text[_at++];
        switch (c)
        {
            case '"' or '\\' or '/' or '\'':
                content.Append(c);
                break;
            case 'n' or 't' or 'r' or 'b' or 'f':
                content.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', _ => '\f' });
                break;
            case 'u' when _at + 4 <= _text.Length && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                content.Append((char)code);
                break;
            default:
                _mistakes.Add(at, "", "a backslash is written twice: \\\\");
                content.Append('\\');
                _at = at + 1;
                break;
        }
    }

    /// <summary>Letters, digits and what numbers, names and addresses are made of; and a secret that is half blank.</summary>
    string Word()
    {
        var start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_' or '-' or '+' or '.' or JsoncText.Mark))
            _at++;
        return _text[start.._at];
    }

    void SkipTrivia()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current) || (char.IsControl(Current) && Current != JsoncText.Mark) || Current is '\uFEFF' or '\u200B')
                _at++;
            else if (Current == '#' || (Current == '/' && Next == '/'))
                SkipLine();
            else if (Current == '/' && Next == '*')
                SkipComment();
            else
                return;
        }
    }

    char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    void SkipLine()
    {
        while (!AtEnd && Current is not ('\r' or '\n'))
            _at++;
    }

    void SkipComment()
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
            _mistakes.Add(_at, "", "this comment has no end: write */ behind it");
        _at = end < 0 ? _text.Length : end + 2;
    }

    int LineOf(int at) => 1 + _text.AsSpan(0, at).Count('\n');
}
