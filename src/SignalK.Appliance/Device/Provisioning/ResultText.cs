using System.Text;
using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Unit;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>RESULT.txt: what came of the owner's files, to be read in any editor. It says the same until something changes.</summary>
sealed record ResultText
{
    const int Width = 92;
    const string NewLine = "\r\n";

    public required ApplyReport Report { get; init; }

    public required DeviceState State { get; init; }

    /// <summary>Whose unit it is; null: nobody's in particular.</summary>
    public VendorInfo? Vendor { get; init; }

    public AccessPoint? AccessPoint { get; init; }

    public bool IsClaimed { get; init; }

    /// <summary>Why plugins are off; null: they are not.</summary>
    public string? SafeMode { get; init; }

    /// <param name="length">Bytes of the file: cut, or filled with blank lines, to exactly these.</param>
    public byte[] ToBytes(int length)
    {
        var text = Encoding.UTF8.GetBytes(ToString());
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        // In lines, or editors show one of sixteen thousand spaces.
        for (var end = length; end > 2; end -= 64)
            "\r\n"u8.CopyTo(bytes.AsSpan(end - 2));
        if (text.Length <= length)
        {
            text.CopyTo(bytes, 0);
        }
        else
        {
            var more = Encoding.ASCII.GetBytes(NewLine + "(there was no room for more)");
            var room = Math.Max(0, length - more.Length - 2);
            // Not in the middle of a letter.
            while (room > 0 && (text[room] & 0xC0) == 0x80)
                room--;
            text.AsSpan(0, room).CopyTo(bytes);
            more.AsSpan(0, Math.Min(more.Length, length - room)).CopyTo(bytes.AsSpan(room));
        }
        return bytes;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        if (Vendor is not null)
            Line(text, $"{Vendor.Name} {Vendor.Model}");
        Line(text, $"SIGNAL K APPLIANCE {Product.Version}: what came of the files in this folder");
        Line(text, "");
        if (!IsClaimed)
            Claim(text);
        Mistakes(text);
        if (SafeMode is not null)
            Section(text, "SAFE MODE", [("", $"plugins are off until the next start: {SafeMode}")]);
        Section(text, "WHAT HOLDS NOW", Report.Applied);
        Section(text, "FILES", [.. State.Consumed.Where(file => !file.Value.IsMistake).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value.Outcome))]);
        Line(text, "The page of the unit: http://signalk.local/");
        if (Vendor is { Support: not null } or { Url: not null })
            Wrap(text, "", $"Help: {string.Join(", ", ((string?[])[Vendor.Support, Vendor.Url?.ToString()]).OfType<string>())}");
        return text.ToString();
    }

    void Claim(StringBuilder text)
    {
        Line(text, "THIS UNIT HAS NO OWNER YET");
        Line(text, "  Whoever has the code below becomes its owner: open http://signalk.local/claim");
        if (AccessPoint is { } access)
        {
            Line(text, $"  or, in the unit's own Wi-Fi, http://{access.Address}/claim");
            Line(text, "");
            Line(text, $"  Wi-Fi name:     {access.Ssid}");
            Line(text, $"  Wi-Fi password: {(access.Passphrase == State.AccessPointPassphrase ? access.Passphrase : "the one you wrote into appliance.json")}");
        }
        Line(text, $"  Claim code:     {State.ClaimCode}");
        Line(text, "");
    }

    void Mistakes(StringBuilder text)
    {
        List<Mistake> mistakes = [.. Report.Mistakes, .. State.Consumed.Where(file => file.Value.IsMistake).Select(file => new Mistake(file.Key, 0, 0, "", file.Value.Outcome))];
        if (mistakes.Count == 0)
        {
            Line(text, "NO MISTAKES");
            Line(text, "");
            return;
        }
        Line(text, $"{mistakes.Count + Report.Unsaid} {(mistakes.Count + Report.Unsaid == 1 ? "MISTAKE" : "MISTAKES")}; everything else was applied");
        foreach (var mistake in mistakes)
            Wrap(text, "  - ", mistake.ToString());
        if (Report.Unsaid > 0)
            Line(text, $"  and {Report.Unsaid} more");
        Line(text, "");
    }

    static void Section(StringBuilder text, string title, IReadOnlyList<(string Key, string Text)> lines)
    {
        if (lines.Count == 0)
            return;
        Line(text, title);
        foreach (var (key, line) in lines)
            Wrap(text, "  ", key.Length == 0 ? line : $"{key}: {line}");
        Line(text, "");
    }

    static void Wrap(StringBuilder text, string indent, string sentence)
    {
        var line = new StringBuilder(indent);
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length > indent.Length && line.Length + word.Length >= Width)
            {
                Line(text, line.ToString().TrimEnd());
                line.Clear().Append(' ', indent.Length);
            }
            line.Append(word).Append(' ');
        }
        Line(text, line.ToString().TrimEnd());
    }

    // Older Windows shows one line without the carriage return.
    static void Line(StringBuilder text, string line) => text.Append(line).Append(NewLine);
}
