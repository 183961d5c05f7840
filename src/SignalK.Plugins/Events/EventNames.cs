using System.Buffers;

namespace SignalK.Plugins.Events;

/// <summary>Names of events, as the reference server has them.</summary>
public static class EventNames
{
    public const string ServerStatistics = "SERVERSTATISTICS";
    public const string VesselInfo = "VESSEL_INFO";
    public const string DebugSettings = "DEBUG_SETTINGS";
    public const string ServerMessage = "SERVERMESSAGE";
    public const string ProviderStatus = "PROVIDERSTATUS";
    public const string SourcePriorities = "SOURCEPRIORITIES";

    /// <summary>Each sentence that comes in; its text.</summary>
    public const string Nmea0183 = "nmea0183";

    /// <summary>Sentences that a plugin sends to the boat; their text.</summary>
    public const string Nmea0183Out = "nmea0183out";

    /// <summary>What any other name of a plugin's event begins with, so that none passes for the server's.</summary>
    public const string PluginPrefix = "PLUGIN_";

    const int Longest = 64;

    static readonly SearchValues<char> s_inNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>Events between plugins and the boat's buses, which go by their own names whoever emits them.</summary>
    public static IReadOnlyList<string> Generic { get; } =
    [
        Nmea0183, Nmea0183Out, "nmea2000JsonOut", "nmea2000out", "nmea2000OutAvailable",
        "canboatjs:error", "canboatjs:warning", "canboatjs:unparsed:data",
    ];

    /// <summary>The name under which a plugin's event goes out; null when it is none.</summary>
    public static string? OfPlugin(string type)
    {
        if (type.Length is 0 or > Longest || type.AsSpan().ContainsAnyExcept(s_inNames))
            return null;
        return Generic.Contains(type) || type.StartsWith(PluginPrefix, StringComparison.Ordinal) ? type : PluginPrefix + type;
    }
}
