using System.Security.Cryptography;

namespace SignalK.Wasm.Wasi;

/// <summary>Arguments, environment, clocks, random bytes, exit.</summary>
internal static class ProcessCalls
{
    const int RandomChunk = 1 << 20;

    public static WasiErrno ArgsGet(in WasiCall call) => call.Context.Arguments.Get(call);

    public static WasiErrno ArgsSizesGet(in WasiCall call) => call.Context.Arguments.Sizes(call);

    public static WasiErrno EnvironGet(in WasiCall call) => call.Context.Environment.Get(call);

    public static WasiErrno EnvironSizesGet(in WasiCall call) => call.Context.Environment.Sizes(call);

    public static WasiErrno ClockResGet(in WasiCall call)
    {
        if (!call.TrySlice(call.U32(1), 8, out var result)) return WasiErrno.Fault;
        if (!call.Context.Clock.TryGetResolution(call.U32(0), out var nanoseconds)) return WasiErrno.Invalid;
        WasiCall.WriteU64(result, nanoseconds);
        return WasiErrno.Success;
    }

    public static WasiErrno ClockTimeGet(in WasiCall call)
    {
        if (!call.TrySlice(call.U32(2), 8, out var result)) return WasiErrno.Fault;
        if (!call.Context.Clock.TryGet(call.U32(0), out var nanoseconds)) return WasiErrno.Invalid;
        WasiCall.WriteU64(result, nanoseconds);
        return WasiErrno.Success;
    }

    public static WasiErrno RandomGet(in WasiCall call)
    {
        if (!call.TrySlice(call.U32(0), call.U32(1), out var buffer)) return WasiErrno.Fault;
        var cancellation = buffer.Length > RandomChunk ? call.Wait.Cancellation : CancellationToken.None;
        while (!buffer.IsEmpty)
        {
            if (cancellation.IsCancellationRequested) return WasiErrno.Interrupted;
            var chunk = buffer[..Math.Min(buffer.Length, RandomChunk)];
            if (call.Context.Options.Random is { } random) random(chunk);
            else RandomNumberGenerator.Fill(chunk);
            buffer = buffer[chunk.Length..];
        }
        return WasiErrno.Success;
    }

    public static WasiErrno Yield(in WasiCall call)
    {
        Thread.Yield();
        return WasiErrno.Success;
    }

    public static WasiErrno Exit(in WasiCall call) => throw WasmTrapException.Exit((int)call.U32(0));

    /// <summary>A guest has no signals to send, least of all to us.</summary>
    public static WasiErrno Raise(in WasiCall call) => WasiErrno.NotSupported;
}
