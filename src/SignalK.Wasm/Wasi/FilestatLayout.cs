namespace SignalK.Wasm.Wasi;

/// <summary>A `filestat` in the guest's memory. Snapshot 0 has a link count of 32 bits, which moves what follows.</summary>
internal readonly ref struct FilestatLayout
{
    readonly Span<byte> _bytes;
    readonly bool _unstable;

    FilestatLayout(Span<byte> bytes, bool unstable)
    {
        _bytes = bytes;
        _unstable = unstable;
    }

    public static bool TryGet(in WasiCall call, uint pointer, out FilestatLayout layout)
    {
        var inside = call.TrySlice(pointer, call.Unstable ? 56u : 64u, out var bytes);
        layout = new FilestatLayout(bytes, call.Unstable);
        return inside;
    }

    public void Write(in WasiFilestat stat)
    {
        _bytes.Clear();
        WasiCall.WriteU64(_bytes, stat.Device);
        WasiCall.WriteU64(_bytes[8..], stat.Inode);
        _bytes[16] = (byte)stat.Type;
        var rest = _bytes[24..];
        if (_unstable) WasiCall.WriteU32(_bytes[20..], (uint)stat.Links);
        else
        {
            WasiCall.WriteU64(rest, stat.Links);
            rest = rest[8..];
        }
        WasiCall.WriteU64(rest, stat.Size);
        WasiCall.WriteU64(rest[8..], stat.Accessed);
        WasiCall.WriteU64(rest[16..], stat.Modified);
        WasiCall.WriteU64(rest[24..], stat.Changed);
    }
}
