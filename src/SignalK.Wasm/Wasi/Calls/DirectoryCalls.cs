using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

internal static class DirectoryCalls
{
    const int HeaderBytes = 24;

    /// <summary>
    /// As many entries as fit, the last cut off where the buffer ends: a full buffer tells the guest to come again with the cookie
    /// of the last whole one. Cookies are the filesystem's own positions.
    /// </summary>
    public static WasiErrno Readdir(in WasiCall call)
    {
        var error = call.Directory(0, WasiRights.FdReaddir, out var directory);
        if (error != WasiErrno.Success) return error;
        if (!call.TrySlice(call.U32(1), call.U32(2), out var buffer) || !call.TrySlice(call.U32(4), 4, out var result)) return WasiErrno.Fault;
        if (LibC.Lseek(directory.Fd, (long)call.U64(3), (int)WasiWhence.Set) < 0) return ErrnoMap.ToWasi(LibC.Errno);
        DirectoryReader reader = new(directory.Fd);
        var rest = buffer;
        Span<byte> header = stackalloc byte[HeaderBytes];
        while (!rest.IsEmpty && reader.TryNext(out var entry))
        {
            var name = entry.Name[..^1];
            header.Clear();
            WasiCall.WriteU64(header, (ulong)entry.Next);
            // The parent of a preopen is none of the guest's business.
            WasiCall.WriteU64(header[8..], entry.IsParent ? 0 : entry.Inode);
            WasiCall.WriteU32(header[16..], (uint)name.Length);
            header[20] = (byte)(entry.Type ?? Look(directory, entry.Name));
            Append(header, ref rest);
            Append(name, ref rest);
        }
        if (reader.Error != 0 && rest.Length == buffer.Length) return ErrnoMap.ToWasi(reader.Error);
        WasiCall.WriteU32(result, (uint)(buffer.Length - rest.Length));
        return WasiErrno.Success;
    }

    static WasiFiletype Look(DirectoryDescriptor directory, ReadOnlySpan<byte> name) =>
        LibC.Stat(directory.Fd, name, out var stat) == 0 ? stat.Type : WasiFiletype.Unknown;

    static void Append(scoped ReadOnlySpan<byte> bytes, ref Span<byte> rest)
    {
        var fitting = bytes[..Math.Min(bytes.Length, rest.Length)];
        fitting.CopyTo(rest);
        rest = rest[fitting.Length..];
    }
}
