using System.Globalization;
using System.Text.Json;

namespace SignalK.Plugins.Settings;

/// <summary>One crash of a plugin, as a bug report wants it.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Version">Of the package.</param>
/// <param name="Call">The guest's export: <c>delta_handler</c>.</param>
/// <param name="Trap">Its name: <c>unreachable</c>, <c>out-of-fuel</c>.</param>
/// <param name="Message">One clear sentence.</param>
/// <param name="Fuel">Burned by the call.</param>
/// <param name="Input">What the call was given, cut to <see cref="LongestInput"/>; null for none.</param>
public sealed record CrashRecord(DateTimeOffset Time, string Version, string Call, string Trap, string Message, ulong Fuel, string? Input)
{
    /// <summary>Characters. A delta has 400; what is longer is seldom the reason.</summary>
    public const int LongestInput = 16_384;

    const int LongestText = 1024;

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("version"u8, Cut(Version, LongestText));
        json.WriteString("call"u8, Cut(Call, LongestText));
        json.WriteString("trap"u8, Cut(Trap, LongestText));
        json.WriteString("message"u8, Cut(Message, LongestText));
        json.WriteNumber("fuel"u8, Fuel);
        if (Input is not null)
            json.WriteString("input"u8, Cut(Input, LongestInput));
        json.WriteEndObject();
    }

    internal static CrashRecord? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "time"u8) is not { } text
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return null;
        var fuel = json.TryGetProperty("fuel"u8, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetUInt64(out var value) ? value : 0;
        return new CrashRecord(
            time, Text(json, "version"u8) ?? "", Text(json, "call"u8) ?? "", Text(json, "trap"u8) ?? "", Text(json, "message"u8) ?? "", fuel,
            Text(json, "input"u8));
    }

    static string? Text(JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // Not through a pair of surrogates: half a one is no text.
    static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
