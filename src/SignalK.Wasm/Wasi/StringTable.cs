namespace SignalK.Wasm.Wasi;

/// <summary>Strings as `args_get` and `environ_get` hand them over: one after the other, each with a NUL.</summary>
internal sealed class StringTable
{
    readonly byte[][] _strings;

    /// <exception cref="ArgumentException">A string contains a NUL.</exception>
    public StringTable(IEnumerable<string> strings)
    {
        _strings = [.. strings.Select(Encode)];
        Bytes = (uint)_strings.Sum(text => text.Length);
    }

    public uint Count => (uint)_strings.Length;

    public uint Bytes { get; }

    public static string Join(KeyValuePair<string, string> variable) =>
        variable.Key.Length == 0 || variable.Key.Contains('=')
            ? throw new ArgumentException($"not the name of a variable: \"{variable.Key}\"")
            : $"{variable.Key}={variable.Value}";

    public WasiErrno Sizes(in WasiCall call)
    {
        if (!call.TrySlice(call.U32(0), 4, out var count) || !call.TrySlice(call.U32(1), 4, out var bytes)) return WasiErrno.Fault;
        WasiCall.WriteU32(count, Count);
        WasiCall.WriteU32(bytes, Bytes);
        return WasiErrno.Success;
    }

    public WasiErrno Get(in WasiCall call)
    {
        var address = call.U32(1);
        if (!call.TrySlice(call.U32(0), Count, 4, out var pointers) || !call.TrySlice(address, Bytes, out var buffer)) return WasiErrno.Fault;
        foreach (var text in _strings)
        {
            WasiCall.WriteU32(pointers, address);
            text.CopyTo(buffer);
            pointers = pointers[4..];
            buffer = buffer[text.Length..];
            address += (uint)text.Length;
        }
        return WasiErrno.Success;
    }

    static byte[] Encode(string text) =>
        text.Contains('\0') ? throw new ArgumentException("a string for the guest contains a NUL") : Utf8.NulTerminated(text);
}
