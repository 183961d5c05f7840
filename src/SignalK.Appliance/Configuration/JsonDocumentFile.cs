using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// One JSON file of the configuration as it was written, with everything in it that we don't know. Comments and trailing
/// commas are understood; what is written back has none.
/// </summary>
/// <typeparam name="T">What stands at its top: an object or an array.</typeparam>
sealed class JsonDocumentFile<T>(string path, DurableFileOptions? options = null)
    where T : JsonNode
{
    static readonly JsonWriterOptions s_writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly DurableFile _file = new(path, options);

    public string Name { get; } = Path.GetFileName(path);

    /// <returns>Null when there is no such file, or nothing good is left of it.</returns>
    public T? Load(FaultList faults)
    {
        T? document = null;
        List<string> duplicates = [];
        var outcome = _file.Read(content =>
        {
            try
            {
                duplicates.Clear();
                document = JsonTree.Parse(content, duplicates.Add) as T;
                return document is null ? $"no JSON {(typeof(T) == typeof(JsonArray) ? "array" : "object")} at the top" : null;
            }
            catch (JsonException e)
            {
                return e.Message;
            }
        });
        if (outcome.Fault is { } fault)
            faults.Error("", fault);
        foreach (var duplicate in duplicates)
            faults.Warning(duplicate, "stands there more than once: the last one counts");
        return outcome.Content is null ? null : document;
    }

    public WriteOutcome Save(T document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
            document.WriteTo(writer);
        buffer.Write("\n"u8);
        return _file.Write(buffer.WrittenSpan);
    }
}
