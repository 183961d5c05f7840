using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

internal static class PluginReply
{
    /// <summary>An error as upstream's plugin routes give it: <c>{"error":"…"}</c>.</summary>
    public static Task ErrorAsync(Exchange exchange, int status, string message) =>
        JsonReply.SendAsync(exchange, status, message, static (writer, text) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, text);
            writer.WriteEndObject();
        });
}
