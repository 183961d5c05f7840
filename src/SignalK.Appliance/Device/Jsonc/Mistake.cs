namespace SignalK.Appliance.Device.Jsonc;

/// <summary>Something that the owner wrote and we cannot take. The rest applies.</summary>
/// <param name="File">Its name on the card: <c>appliance.json</c>.</param>
/// <param name="Line">From 1; 0 where there is no line to point at.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Key">What it concerns: <c>wifi.client.password</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
sealed record Mistake(string File, int Line, int Column, string Key, string Message)
{
    public override string ToString() =>
        $"{File}{(Line > 0 ? $", line {Line}, column {Column}" : "")}{(Key.Length > 0 ? ", " + Key : "")}: {Message}";
}
