using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary><c>signalk wasm inspect</c>: what a module wants and offers, without running anything of it.</summary>
static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The module, a .wasm file." };
        Option<bool> json = new("--json") { Description = "Print one JSON object." };
        var command = new Command("inspect", "Print a module's imports, exports, features, memory and size.") { file, json };
        command.SetAction(parsed => Inspect(
            parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    static int Inspect(string file, bool asJson, TextWriter output, TextWriter error)
    {
        string? problem = null;
        WasmModuleInfo? info = null;
        try
        {
            if (!WasmModuleReader.TryRead(File.ReadAllBytes(file), WasmLimits.Default, out info, out var refusal)) problem = refusal.ToString();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problem = $"{file}: {fault.Message}";
        }
        if (asJson) output.WriteLine(Json(info, problem));
        else if (info is not null) WriteText(info, output);
        if (problem is not null) error.WriteLine($"signalk: {problem}");
        return problem is null ? ExitCode.Success : ExitCode.Failed;
    }

    static void WriteText(WasmModuleInfo info, TextWriter output)
    {
        output.WriteLine($"size      {info.Size} bytes, {info.Functions} functions, {info.Globals} globals");
        output.WriteLine($"memory    {(info.Memory is { } memory ? Pages(memory) : "none")}");
        output.WriteLine($"features  {string.Join(", ", Features(info).DefaultIfEmpty("none beyond 1.0"))}");
        if (info.HasStart) output.WriteLine("start     a function of its own");
        foreach (var table in info.Tables) output.WriteLine($"table     {table.Minimum}{(table.Maximum is { } most ? $" to {most}" : "")} {table.Element.ToText()}");
        foreach (var section in info.CustomSections) output.WriteLine($"custom    {section}");
        foreach (var import in info.Imports) output.WriteLine($"import    {import.Module}.{import.Name}: {import.Type}");
        foreach (var export in info.Exports) output.WriteLine($"export    {export.Name}: {export.Type}");
    }

    static string Pages(WasmMemoryType memory) =>
        $"{(long)memory.Minimum * WasmMemoryType.PageBytes} bytes at first, at most "
        + $"{(memory.Maximum is { } most ? (long)most * WasmMemoryType.PageBytes : 4L << 30)}";

    static string Json(WasmModuleInfo? info, string? problem)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (info is not null) WriteInfo(json, info);
            if (problem is not null) json.WriteString("error"u8, problem);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void WriteInfo(Utf8JsonWriter json, WasmModuleInfo info)
    {
        json.WriteNumber("size"u8, info.Size);
        json.WriteNumber("functions"u8, info.Functions);
        json.WriteNumber("globals"u8, info.Globals);
        json.WriteBoolean("start"u8, info.HasStart);
        if (info.Memory is { } memory)
        {
            json.WriteStartObject("memory"u8);
            json.WriteNumber("minimumBytes"u8, (long)memory.Minimum * WasmMemoryType.PageBytes);
            if (memory.Maximum is { } most) json.WriteNumber("maximumBytes"u8, (long)most * WasmMemoryType.PageBytes);
            else json.WriteNull("maximumBytes"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("memory"u8);
        }
        WriteStrings(json, "features", Features(info));
        WriteStrings(json, "customSections", info.CustomSections);
        json.WriteStartArray("imports"u8);
        foreach (var import in info.Imports)
        {
            json.WriteStartObject();
            json.WriteString("module"u8, import.Module);
            WriteExtern(json, import.Name, import.Type);
        }
        json.WriteEndArray();
        json.WriteStartArray("exports"u8);
        foreach (var export in info.Exports)
        {
            json.WriteStartObject();
            WriteExtern(json, export.Name, export.Type);
        }
        json.WriteEndArray();
    }

    static void WriteExtern(Utf8JsonWriter json, string name, WasmExternType type)
    {
        json.WriteString("name"u8, name);
        json.WriteString("kind"u8, type.Kind switch
        {
            WasmExternKind.Function => "func"u8,
            WasmExternKind.Table => "table"u8,
            WasmExternKind.Memory => "memory"u8,
            _ => "global"u8,
        });
        json.WriteString("type"u8, type.ToString());
        json.WriteEndObject();
    }

    static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>By the names of the proposals.</summary>
    internal static IEnumerable<string> Features(WasmModuleInfo info)
    {
        (WasmFeatures Flag, string Name)[] names =
        [
            (WasmFeatures.MutableGlobals, "mutable-globals"), (WasmFeatures.SignExtension, "sign-extension"),
            (WasmFeatures.SaturatingConversions, "saturating-float-to-int"), (WasmFeatures.MultiValue, "multi-value"),
            (WasmFeatures.BulkMemory, "bulk-memory"), (WasmFeatures.ReferenceTypes, "reference-types"), (WasmFeatures.Simd, "simd"),
            (WasmFeatures.TailCall, "tail-call"), (WasmFeatures.ExtendedConst, "extended-const"),
        ];
        return names.Where(feature => info.Features.HasFlag(feature.Flag)).Select(feature => feature.Name);
    }
}
