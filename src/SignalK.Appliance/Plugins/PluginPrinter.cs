using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Plugins;

/// <summary>Answers as people or programs read them.</summary>
static class PluginPrinter
{
    static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="answer">What came.</param>
    /// <param name="asJson">As one JSON value on the output; else text, with complaints on the error output.</param>
    /// <param name="console">Where to.</param>
    /// <param name="print">Of data as text; null prints the message.</param>
    public static int Print(PluginAnswer answer, bool asJson, InvocationConfiguration console, Action<PluginAnswer, TextWriter>? print)
    {
        if (asJson)
        {
            var json = answer is { Ok: true, Data: { } data } ? data : new JsonObject { ["ok"] = answer.Ok, ["message"] = answer.Message };
            console.Output.WriteLine(Text(json));
        }
        else if (answer.Ok && print is not null)
        {
            print(answer, console.Output);
            if (answer.Message.Length > 0)
                console.Error.WriteLine(answer.Message);
        }
        else
        {
            (answer.Ok ? console.Output : console.Error).WriteLine(answer.Ok ? answer.Message : $"signalk: {answer.Message}");
        }
        return answer.Ok ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>Columns of the widths that they need.</summary>
    public static void Table(TextWriter output, params IReadOnlyList<string>[] rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var cells = rows[row].Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length)));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    /// <summary>One line for each value: <c>capabilities.network  true</c>.</summary>
    public static void Lines(TextWriter output, JsonNode? json)
    {
        List<IReadOnlyList<string>> rows = [];
        Collect(rows, "", json);
        Table(output, [.. rows]);
    }

    static string Text(JsonNode json)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_json))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Collect(List<IReadOnlyList<string>> rows, string path, JsonNode? json)
    {
        if (json is JsonObject members)
        {
            foreach (var (name, value) in members)
                Collect(rows, path.Length == 0 ? name : $"{path}.{name}", value);
        }
        else
        {
            rows.Add([path, json is JsonArray array ? string.Join(", ", array.Select(item => item?.ToString() ?? "null")) : json?.ToString() ?? "null"]);
        }
    }
}
