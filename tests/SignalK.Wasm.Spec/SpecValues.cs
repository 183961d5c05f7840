using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace SignalK.Wasm.Spec;

/// <summary>Values in the suite's text form.</summary>
static class SpecValues
{
    public static WasmValue Parse(JsonElement value)
    {
        var type = value.GetProperty("type").GetString();
        if (type == "v128")
            return Lanes(value);
        var text = value.TryGetProperty("value", out var property) ? property.GetString()! : "null";
        return type switch
        {
            "i32" or "f32" => WasmValue.FromU32((uint)Integer(text)),
            "i64" or "f64" => WasmValue.FromU64(Integer(text)),
            "externref" when text != "null" => WasmValue.ExternRef((uint)Integer(text)),
            _ when text == "null" => WasmValue.NullRef,
            _ => throw new FormatException($"a value of type {type} cannot be passed"),
        };
    }

    public static bool Matches(JsonElement expected, WasmValue actual, WasmValueType actualType)
    {
        var type = expected.GetProperty("type").GetString()!;
        switch (type)
        {
            case "either":
                return expected.GetProperty("values").EnumerateArray().Any(value => Matches(value, actual, actualType));
            case "refnull":
                return actualType.IsReference() && actual.IsNullRef;
            case "v128":
                return actualType == WasmValueType.V128 && LanesMatch(expected, actual);
        }
        if (type != actualType.ToText())
            return false;
        if (!expected.TryGetProperty("value", out var property))
            return !actual.IsNullRef;
        var text = property.GetString()!;
        return actualType switch
        {
            WasmValueType.F32 when text[0] == 'n' => IsNaN32(text, actual.U32),
            WasmValueType.F64 when text[0] == 'n' => IsNaN64(text, actual.U64),
            WasmValueType.I32 or WasmValueType.F32 => actual.U32 == (uint)Integer(text),
            WasmValueType.I64 or WasmValueType.F64 => actual.U64 == Integer(text),
            _ when text == "null" => actual.IsNullRef,
            WasmValueType.ExternRef => !actual.IsNullRef && actual.ExternKey == (uint)Integer(text),
            _ => false,
        };
    }

    public static string Show(WasmValue value, WasmValueType type) => $"{type.ToText()} {value}";

    static ulong Integer(string text) => text[0] == '-'
        ? (ulong)long.Parse(text, CultureInfo.InvariantCulture)
        : ulong.Parse(text, CultureInfo.InvariantCulture);

    static WasmValue Lanes(JsonElement value)
    {
        var lanes = value.GetProperty("value");
        Span<byte> bytes = stackalloc byte[16];
        var width = 16 / lanes.GetArrayLength();
        for (var i = 0; i < lanes.GetArrayLength(); i++)
        {
            var lane = Integer(lanes[i].GetString()!);
            MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in lane))[..width].CopyTo(bytes[(i * width)..]);
        }
        return Vector128.Create<byte>(bytes);
    }

    static bool LanesMatch(JsonElement expected, WasmValue actual)
    {
        var lanes = expected.GetProperty("value");
        var type = expected.GetProperty("lane_type").GetString();
        var count = lanes.GetArrayLength();
        Span<byte> bytes = stackalloc byte[16];
        actual.V128.CopyTo(bytes);
        var width = 16 / count;
        for (var i = 0; i < count; i++)
        {
            ulong lane = 0;
            bytes.Slice(i * width, width).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref lane)));
            var text = lanes[i].GetString()!;
            var same = type switch
            {
                "f32" when text[0] == 'n' => IsNaN32(text, (uint)lane),
                "f64" when text[0] == 'n' => IsNaN64(text, lane),
                _ => lane == (Integer(text) & (width == 8 ? ulong.MaxValue : (1UL << (width * 8)) - 1)),
            };
            if (!same)
                return false;
        }
        return true;
    }

    static bool IsNaN32(string kind, uint bits) => kind == "nan:canonical"
        ? (bits & 0x7FFF_FFFF) == 0x7FC0_0000
        : (bits & 0x7FC0_0000) == 0x7FC0_0000;

    static bool IsNaN64(string kind, ulong bits) => kind == "nan:canonical"
        ? (bits & 0x7FFF_FFFF_FFFF_FFFF) == 0x7FF8_0000_0000_0000
        : (bits & 0x7FF8_0000_0000_0000) == 0x7FF8_0000_0000_0000;
}
