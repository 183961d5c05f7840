using System.Globalization;

namespace SignalK.Appliance.Configuration;

/// <summary>Where an output goes, as it is written.</summary>
static class OutputTarget
{
    public static bool IsValid(string target) =>
        target == "tcp" || target is ['c', 'o', 'n', 'n', 'e', 'c', 't', 'i', 'o', 'n', ':', _, ..] || Udp(target) is not null;

    /// <returns>Null when it is no <c>udp:HOST:PORT</c>.</returns>
    public static (string Host, int Port)? Udp(string target)
    {
        if (!target.StartsWith("udp:", StringComparison.Ordinal) || target.LastIndexOf(':') is var colon && colon <= 4)
            return null;
        return int.TryParse(target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (target[4..colon], port)
            : null;
    }

    /// <returns>Null when it is no <c>connection:ID</c>.</returns>
    public static string? Connection(string target) =>
        target.StartsWith("connection:", StringComparison.Ordinal) ? target["connection:".Length..] : null;
}
