using System.Text.Json;

namespace SignalK.Plugins;

static class JsonFaults
{
    /// <summary>What a reader of foreign JSON throws: no JSON, or (invalid operation) a text in it that is none, such as half a surrogate pair.</summary>
    public static bool Is(Exception error) => error is JsonException or InvalidOperationException;
}
