using System.Buffers;
using System.Text.Json;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Store;

namespace SignalK.Plugins.Replay;

public sealed partial class PluginReplay
{
    /// <summary>Writes what the plugin emitted, as the hub took it, back to JSON.</summary>
    private sealed class Emissions(PluginReplay replay) : IDeltaTap
    {
        private readonly ArrayBufferWriter<byte> _json = new();

        public void OnDelta(Ingress ingress, ContextNode context, IAcceptedDelta delta)
        {
            if (ingress.Number == replay._ingress.Number || replay.Emitted is not { } emitted)
            {
                return;
            }

            _json.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_json, SkJson.WriterOptions))
            {
                writer.WriteStartObject();
                writer.WriteString("context"u8, context.Name);
                writer.WriteStartArray("updates"u8);
                for (var update = 0; update < delta.UpdateCount; update++)
                {
                    Write(writer, delta, update);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            emitted(_json.WrittenMemory);
        }

        private static void Write(Utf8JsonWriter writer, IAcceptedDelta delta, int update)
        {
            writer.WriteStartObject();
            writer.WriteString("$source"u8, delta.SourceOf(update).Ref.Name);
            writer.WriteString("timestamp"u8, Timestamp.Format(delta.TimestampOf(update)));
            writer.WriteStartArray("values"u8);
            for (var i = 0; i < delta.ValueCountOf(update); i++)
            {
                var (path, value, _) = delta.ValueOf(update, i);
                writer.WriteStartObject();
                writer.WriteString("path"u8, path.Name);
                writer.WritePropertyName("value"u8);
                value.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
