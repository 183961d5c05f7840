using System.Buffers;
using System.Text.Json;
using SignalK.Connections.Supervision;
using SignalK.Core.Model;

namespace SignalK.Server.Health;

/// <summary>
/// What connections and plugins say of themselves, as upstream's admin interface hears it:
/// <c>{"type":"PROVIDERSTATUS","data":[{"id":"gps","message":"…","type":"status","statusType":"provider"}]}</c>.
/// </summary>
internal static class ProviderStatus
{
    public static byte[] Make(ServerServices services)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "PROVIDERSTATUS"u8);
        writer.WriteString("from"u8, "signalk-server"u8);
        writer.WriteStartArray("data"u8);
        foreach (var connection in services.Connections())
        {
            Write(writer, connection.Id, connection.Error ?? connection.State.ToString().ToLowerInvariant(), connection.Error is not null, "provider"u8);
        }

        foreach (var plugin in services.Plugins?.Plugins ?? [])
        {
            if ((plugin.LastError ?? plugin.StatusMessage) is { Length: > 0 } message)
            {
                Write(writer, plugin.Id.Derived, message, plugin.LastError is not null, "plugin"u8);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string id, string message, bool isError, ReadOnlySpan<byte> kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("message"u8, message);
        writer.WriteString("type"u8, isError ? "error"u8 : "status"u8);
        writer.WriteString("statusType"u8, kind);
        writer.WriteEndObject();
    }
}
