using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// The method of a request with a body. as-fetch does not pass it: PUT, PATCH and DELETE come as POST. But it passes two members of
/// the guest's own <c>RequestInit</c> {method, headers, body, mode}, and where they lie side by side, the method is before them.
/// </summary>
internal static class RequestMethod
{
    const int InitBytes = 16;
    const int InitHeader = 8;
    const int MaxMethod = 16;

    /// <summary>Null when there is no such object, or when several do not agree.</summary>
    public static string? Find(WasmMemory memory, uint headers, uint body)
    {
        if (headers == 0 || body == 0 || !memory.TryGetSpan(0, (uint)Math.Min(memory.Length, int.MaxValue), out var bytes))
            return null;
        Span<byte> wanted = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, headers);
        BinaryPrimitives.WriteUInt32LittleEndian(wanted[4..], body);
        string? method = null;
        var from = InitHeader + 4;
        while (from < bytes.Length)
        {
            var at = bytes[from..].IndexOf(wanted);
            if (at < 0)
                break;
            at += from;
            from = at + 4;
            if (MethodAt(memory, bytes, at - 4) is not { } found)
                continue;
            if (method is not null && method != found)
                return null;
            method = found;
        }
        return method;
    }

    static string? MethodAt(WasmMemory memory, ReadOnlySpan<byte> bytes, int init)
    {
        if (init % 4 != 0 || BinaryPrimitives.ReadInt32LittleEndian(bytes[(init - 4)..]) != InitBytes
            || !AssemblyScriptMemory.TryReadString(memory, BinaryPrimitives.ReadUInt32LittleEndian(bytes[init..]), out var units)
            || units.Length is 0 or > MaxMethod || units.ContainsAnyExceptInRange('A', 'Z'))
            return null;
        return units.ToString();
    }
}
