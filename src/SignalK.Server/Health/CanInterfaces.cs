using System.Text.Json;

namespace SignalK.Server.Health;

/// <summary>A CAN interface of this machine.</summary>
/// <param name="Name"><c>can0</c>, <c>vcan0</c>.</param>
/// <param name="State">As the kernel says: <c>up</c>, <c>down</c>, <c>unknown</c> (virtual ones that are up).</param>
/// <param name="FramesIn">Since the interface is there.</param>
/// <param name="Errors">Received frames with an error.</param>
internal sealed record CanInterface(string Name, string State, long FramesIn, long FramesOut, long Errors);

internal static class CanInterfaces
{
    // ARPHRD_CAN of linux/if_arp.h.
    private const string CanType = "280";

    // A boat has one or two; a machine with more is read no further.
    private const int Most = 32;

    public static IReadOnlyList<CanInterface> Read(string root = "/sys/class/net")
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            .Where(link => Text(link, "type") == CanType).Take(Most)
            .Select(link => new CanInterface(
                Path.GetFileName(link), Text(link, "operstate") ?? "unknown", Number(link, "rx_packets"), Number(link, "tx_packets"), Number(link, "rx_errors")))];
    }

    /// <summary>The <c>can</c> of the health report.</summary>
    public static void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("can"u8);
        foreach (var link in Read())
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, link.Name);
            writer.WriteString("state"u8, link.State);
            writer.WriteNumber("framesIn"u8, link.FramesIn);
            writer.WriteNumber("framesOut"u8, link.FramesOut);
            writer.WriteNumber("errors"u8, link.Errors);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static long Number(string link, string name) => long.TryParse(Text(link, "statistics/" + name), out var number) ? number : 0;

    // Interfaces come and go while they are read.
    private static string? Text(string link, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(link, name)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
