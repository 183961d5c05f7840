using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>
/// Has on the medium what the guest wrote. A worn card takes seconds for it, which are not the guest's time, up to
/// <see cref="WasiOptions.SyncTime"/> in each of its calls.
/// </summary>
internal sealed class Medium(TimeProvider time, TimeSpan allowed)
{
    TimeSpan _taken;

    /// <summary>fsync(2) and fdatasync(2): less than 0 is an error.</summary>
    internal Func<int, int> Whole { get; set; } = LibC.Fsync;

    internal Func<int, int> Data { get; set; } = LibC.Fdatasync;

    public void BeginCall() => _taken = default;

    public WasiErrno Sync(WasmHostCall call, int fd) => Wait(call, fd, Whole);

    public WasiErrno SyncData(WasmHostCall call, int fd) => Wait(call, fd, Data);

    WasiErrno Wait(WasmHostCall call, int fd, Func<int, int> sync)
    {
        var since = time.GetTimestamp();
        using var wait = _taken < allowed ? call.Wait() : default;
        var error = sync(fd) < 0 ? ErrnoMap.ToWasi(LibC.Errno) : WasiErrno.Success;
        _taken += time.GetElapsedTime(since);
        return error;
    }
}
