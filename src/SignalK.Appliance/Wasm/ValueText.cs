using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary>Values as people type and read them, and as the official test suite writes them in JSON.</summary>
static class ValueText
{
    public static bool TryParse(string text, WasmValueType type, out WasmValue value)
    {
        value = default;
        switch (type)
        {
            case WasmValueType.I32 when TryInteger(text, out var number) && number >= int.MinValue && number <= uint.MaxValue:
                value = (uint)(long)number;
                return true;
            case WasmValueType.I64 when TryInteger(text, out var number) && number >= long.MinValue && number <= ulong.MaxValue:
                value = (ulong)(UInt128)number;
                return true;
            case WasmValueType.F32 when TryBits(text, out var bits) && bits <= uint.MaxValue:
                value = (uint)bits;
                return true;
            case WasmValueType.F64 when TryBits(text, out var bits):
                value = bits;
                return true;
            case WasmValueType.F32 when float.TryParse(Float(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                value = number;
                return true;
            case WasmValueType.F64 when double.TryParse(Float(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                value = number;
                return true;
            case WasmValueType.FuncRef or WasmValueType.ExternRef when text == "null":
                return true;
            default:
                return false;
        }
    }

    /// <summary>Signed integers and shortest floats.</summary>
    public static string ForPeople(WasmValue value, WasmValueType type) => type switch
    {
        WasmValueType.I32 => value.I32.ToString(CultureInfo.InvariantCulture),
        WasmValueType.I64 => value.I64.ToString(CultureInfo.InvariantCulture),
        WasmValueType.F32 => value.F32.ToString(CultureInfo.InvariantCulture),
        WasmValueType.F64 => value.F64.ToString(CultureInfo.InvariantCulture),
        WasmValueType.V128 => $"v128 {value}",
        _ => value.IsNullRef ? "null" : type.ToText(),
    };

    /// <summary>One object with <c>type</c> and <c>value</c>: unsigned decimals, floats as their bits, <c>v128</c> as lanes.</summary>
    public static void Write(Utf8JsonWriter json, WasmValue value, WasmValueType type)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type.ToText());
        switch (type)
        {
            case WasmValueType.I32 or WasmValueType.F32:
                json.WriteString("value"u8, value.U32.ToString(CultureInfo.InvariantCulture));
                break;
            case WasmValueType.I64 or WasmValueType.F64:
                json.WriteString("value"u8, value.U64.ToString(CultureInfo.InvariantCulture));
                break;
            case WasmValueType.V128:
                json.WriteString("lane_type"u8, "i32"u8);
                json.WriteStartArray("value"u8);
                for (var lane = 0; lane < 4; lane++)
                    json.WriteStringValue(value.V128.AsUInt32().GetElement(lane).ToString(CultureInfo.InvariantCulture));
                json.WriteEndArray();
                break;
            // Which function a reference means is known inside the store only: no value, as in the suite.
            case WasmValueType.FuncRef when !value.IsNullRef:
                break;
            default:
                json.WriteString("value"u8, value.IsNullRef ? "null" : value.ExternKey.ToString(CultureInfo.InvariantCulture));
                break;
        }
        json.WriteEndObject();
    }

    static bool TryInteger(string text, out Int128 number)
    {
        var digits = text.AsSpan().TrimStart('-');
        var negative = text.Length - digits.Length;
        number = 0;
        if (negative > 1 || !(TryBits(digits, out var magnitude)
            || ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude))) return false;
        number = negative == 1 ? -(Int128)magnitude : magnitude;
        return true;
    }

    static bool TryBits(ReadOnlySpan<char> text, out ulong bits)
    {
        bits = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
    }

    static string Float(string text) => text switch
    {
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        "nan" => "NaN",
        _ => text,
    };
}
