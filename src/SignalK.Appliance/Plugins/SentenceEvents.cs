using System.Text;
using System.Text.Json;
using SignalK.Connections.Bus;
using SignalK.Plugins.Events;

namespace SignalK.Appliance.Plugins;

/// <summary>
/// Sentences between the boat's connections and plugins: <c>nmea0183</c> is what comes in, <c>nmea0183out</c> what a plugin sends
/// to every connection that passes sentences through.
/// </summary>
static class SentenceEvents
{
    // IEC 61162-1 has 82; a TAG block and proprietary ones are longer. A line of ours is never more.
    const int Longest = 1024;

    public static void Wire(ServerEvents events, SentenceBus bus)
    {
        events.AddFeed(EventNames.Nmea0183, () => bus.Listen((origin, line) =>
        {
            // What a plugin sent out did not come in.
            if (origin is not PluginOrigin)
                events.PublishText(EventNames.Nmea0183, line);
        }));
        events.AddSink(EventNames.Nmea0183Out, (from, data) => Send(bus, from, data));
        events.AddSink(EventNames.Nmea0183, (from, data) => Send(bus, from, data));
    }

    static bool Send(SentenceBus bus, string from, ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data);
        if (!json.Read() || json.TokenType != JsonTokenType.String || json.GetString() is not { Length: <= Longest } text)
            return false;
        Span<byte> line = stackalloc byte[Longest];
        text = text.TrimEnd('\r', '\n');
        if (!Ascii.IsValid(text) || !Encoding.ASCII.TryGetBytes(text, line, out var length) || !IsSentence(line[..length]))
            return false;
        bus.Publish(new PluginOrigin(from), line[..length]);
        bus.Flush();
        return true;
    }

    static bool IsSentence(ReadOnlySpan<byte> line) =>
        line is [(byte)'$' or (byte)'!' or (byte)'\\', _, ..] && !line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e);

    sealed record PluginOrigin(string Plugin);
}
