using System.Buffers.Binary;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>What holds for every kind of descriptor.</summary>
internal static class DescriptorCalls
{
    public static WasiErrno Close(in WasiCall call) =>
        call.Context.Descriptors.TryClose(call.U32(0)) ? WasiErrno.Success : WasiErrno.BadDescriptor;

    public static WasiErrno Renumber(in WasiCall call) =>
        call.Context.Descriptors.TryRenumber(call.U32(0), call.U32(1)) ? WasiErrno.Success : WasiErrno.BadDescriptor;

    public static WasiErrno FdstatGet(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.None, out var descriptor);
        if (error != WasiErrno.Success) return error;
        if (!call.TrySlice(call.U32(1), 24, out var result)) return WasiErrno.Fault;
        result.Clear();
        result[0] = (byte)descriptor.Type;
        BinaryPrimitives.WriteUInt16LittleEndian(result[2..], (ushort)descriptor.Flags);
        WasiCall.WriteU64(result[8..], (ulong)descriptor.Rights);
        WasiCall.WriteU64(result[16..], (ulong)descriptor.Inheriting);
        return WasiErrno.Success;
    }

    public static WasiErrno FdstatSetFlags(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.FdFdstatSetFlags, out var descriptor);
        if (error != WasiErrno.Success) return error;
        if (call.U32(1) > (uint)WasiFdflags.All) return WasiErrno.Invalid;
        var flags = (WasiFdflags)call.U32(1);
        if (descriptor is FileDescriptor file) return ErrnoMap.ToWasi(file.SetFlags(flags));
        // Nothing of this means anything for a directory or a standard stream, which never make the guest wait for room.
        descriptor.Flags = flags & WasiFdflags.Nonblock;
        return flags == descriptor.Flags ? WasiErrno.Success : WasiErrno.Invalid;
    }

    /// <summary>Rights can be given up, never gained.</summary>
    public static WasiErrno FdstatSetRights(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.None, out var descriptor);
        if (error != WasiErrno.Success) return error;
        WasiRights rights = (WasiRights)call.U64(1), inheriting = (WasiRights)call.U64(2);
        if ((rights & ~descriptor.Rights) != 0 || (inheriting & ~descriptor.Inheriting) != 0) return WasiErrno.NotCapable;
        descriptor.Rights = rights;
        descriptor.Inheriting = inheriting;
        return WasiErrno.Success;
    }

    public static WasiErrno FilestatGet(in WasiCall call)
    {
        var error = call.Descriptor(0, WasiRights.FdFilestatGet, out var descriptor);
        if (error != WasiErrno.Success) return error;
        if (!FilestatLayout.TryGet(call, call.U32(1), out var result)) return WasiErrno.Fault;
        error = descriptor.GetStat(out var stat);
        if (error == WasiErrno.Success) result.Write(stat);
        return error;
    }

    public static WasiErrno PrestatGet(in WasiCall call)
    {
        if (call.Context.Descriptors[call.U32(0)] is not DirectoryDescriptor { PreopenName: { } name }) return WasiErrno.BadDescriptor;
        if (!call.TrySlice(call.U32(1), 8, out var result)) return WasiErrno.Fault;
        result.Clear();
        WasiCall.WriteU32(result[4..], (uint)name.Length);
        return WasiErrno.Success;
    }

    public static WasiErrno PrestatDirName(in WasiCall call)
    {
        if (call.Context.Descriptors[call.U32(0)] is not DirectoryDescriptor { PreopenName: { } name }) return WasiErrno.BadDescriptor;
        if (call.U32(2) < name.Length) return WasiErrno.NameTooLong;
        if (!call.TrySlice(call.U32(1), (uint)name.Length, out var result)) return WasiErrno.Fault;
        name.CopyTo(result);
        return WasiErrno.Success;
    }
}
