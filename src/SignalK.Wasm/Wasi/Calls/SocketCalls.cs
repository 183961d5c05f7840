namespace SignalK.Wasm.Wasi;

/// <summary>Preview 1 can use sockets that it was given, and nobody gives it any.</summary>
internal static class SocketCalls
{
    public static WasiErrno Any(in WasiCall call) =>
        call.Context.Descriptors[call.U32(0)] is null ? WasiErrno.BadDescriptor : WasiErrno.NotSocket;
}
