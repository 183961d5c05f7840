using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>Objects of AssemblyScript's runtime: class id 8 bytes and length 4 bytes before what a pointer points to.</summary>
internal static class AssemblyScriptMemory
{
    public const int ArrayBufferClass = 1, StringClass = 2;

    const uint HeaderBytes = 8;

    /// <summary>The UTF-16 units of a string, lone surrogates and all; valid until the guest runs again.</summary>
    public static bool TryReadString(WasmMemory memory, uint pointer, out ReadOnlySpan<char> units)
    {
        var found = TryReadObject(memory, pointer, StringClass, out var bytes);
        units = MemoryMarshal.Cast<byte, char>(bytes);
        return found;
    }

    /// <summary>The content of an object of that class.</summary>
    public static bool TryReadObject(WasmMemory memory, uint pointer, int classId, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (pointer < HeaderBytes || !memory.TryGetSpan(pointer - HeaderBytes, HeaderBytes, out var header)
            || BinaryPrimitives.ReadInt32LittleEndian(header) != classId
            || !memory.TryGetSpan(pointer, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), out var found))
            return false;
        content = found;
        return true;
    }

    /// <summary>The pointers in an array {buffer, start, bytes, length}; false when it has more than <paramref name="max"/>.</summary>
    public static bool TryReadArray(WasmMemory memory, uint pointer, int max, out ReadOnlySpan<uint> items)
    {
        items = default;
        if (pointer == 0 || !memory.TryGetSpan(pointer, 4 * sizeof(uint), out var header))
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (length > max || !memory.TryGetSpan(BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), length * sizeof(uint), out var found))
            return false;
        items = MemoryMarshal.Cast<byte, uint>(found);
        return true;
    }

    /// <summary>Well-formed: a lone surrogate becomes U+FFFD, as upstream's encoder does it.</summary>
    public static string ToText(ReadOnlySpan<char> units)
    {
        StringBuilder? text = null;
        var rest = units;
        while (!rest.IsEmpty)
        {
            var lone = IndexOfLone(rest);
            if (lone < 0)
                break;
            text ??= new StringBuilder(units.Length);
            text.Append(rest[..lone]).Append('\uFFFD');
            rest = rest[(lone + 1)..];
        }
        return text is null ? units.ToString() : text.Append(rest).ToString();
    }

    static int IndexOfLone(ReadOnlySpan<char> units)
    {
        for (var at = 0; ; at++)
        {
            var next = units[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
                return -1;
            at += next;
            if (!char.IsHighSurrogate(units[at]) || at + 1 == units.Length || !char.IsLowSurrogate(units[at + 1]))
                return at;
            at++;
        }
    }
}
