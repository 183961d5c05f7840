using System.Text;

namespace SignalK.Appliance.Device.Jsonc;

/// <summary>A text file of the card, from whatever editor: as characters, and the way back from a character to its bytes.</summary>
sealed class JsoncText
{
    /// <summary>Stands in a secret that is being blanked, should the power go at that moment. No keyboard writes it.</summary>
    public const char Mark = '\x7F';

    enum Form
    {
        Utf8,
        Utf16Little,
        Utf16Big,
        Latin1,
    }

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Form _form;
    readonly int _mark;

    JsoncText(string text, Form form, int mark, string? oddity) => (Text, _form, _mark, Oddity) = (text, form, mark, oddity);

    public string Text { get; }

    /// <summary>What is unusual about the file though it could be read; null: nothing.</summary>
    public string? Oddity { get; }

    public static JsoncText Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Wide(bytes, Form.Utf16Little);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Wide(bytes, Form.Utf16Big);
        var mark = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        try
        {
            return new JsoncText(s_strict.GetString(bytes[mark..]), Form.Utf8, mark, null);
        }
        catch (DecoderFallbackException)
        {
            return new JsoncText(Encoding.Latin1.GetString(bytes[mark..]), Form.Latin1, mark, "the file is not saved as UTF-8, so letters like ä or é may come out wrong: save it as UTF-8");
        }
    }

    /// <summary>A value's place in the file, and as many bytes that leave it blank: spaces, after two quotes where it has none around it.</summary>
    /// <returns>And as many that mark it as half blank.</returns>
    public (int Offset, byte[] Blank, byte[] Mark) Blank(JsoncNode value)
    {
        var isBare = value.Start == 0 || !JsoncParser.IsQuote(Text[value.Start - 1]);
        var characters = _form == Form.Utf8 ? Encoding.UTF8.GetByteCount(Text.AsSpan(value.Start, value.End - value.Start)) : value.End - value.Start;
        var (encoding, offset) = _form switch
        {
            Form.Utf8 => (Encoding.ASCII, _mark + Encoding.UTF8.GetByteCount(Text.AsSpan(0, value.Start))),
            Form.Latin1 => (Encoding.ASCII, _mark + value.Start),
            Form.Utf16Little => (Encoding.Unicode, _mark + 2 * value.Start),
            _ => (Encoding.BigEndianUnicode, _mark + 2 * value.Start),
        };
        var quotes = Medium.RoomInSector(offset) < encoding.GetByteCount("\"\"") ? " \"\"" : "\"\"";
        var blank = (isBare && characters >= quotes.Length ? quotes : "").PadRight(characters);
        return (offset, encoding.GetBytes(blank), encoding.GetBytes(new string(Mark, characters)));
    }

    static JsoncText Wide(ReadOnlySpan<byte> bytes, Form form)
    {
        var encoding = form == Form.Utf16Little ? Encoding.Unicode : Encoding.BigEndianUnicode;
        return new JsoncText(encoding.GetString(bytes[2..]), form, 2, "the file is saved as \"Unicode\" (UTF-16), which was read all the same: save it as UTF-8");
    }
}
