using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>What a number of the guest's stands for. Operations that a kind lacks say so.</summary>
internal abstract class WasiDescriptor(WasiRights rights, WasiRights inheriting) : IDisposable
{
    public WasiRights Rights { get; set; } = rights;

    /// <summary>What may be asked for what is opened from here.</summary>
    public WasiRights Inheriting { get; set; } = inheriting;

    public WasiFdflags Flags { get; set; }

    public abstract WasiFiletype Type { get; }

    /// <summary>What poll(2) can wait for; -1 when always ready.</summary>
    public virtual int PollDescriptor => -1;

    public abstract WasiErrno GetStat(out WasiFilestat stat);

    /// <summary>Bytes moved, or the negative errno of Linux.</summary>
    public virtual nint Read(in IoVectors vectors, in WasiWait wait) => -Errno.BadDescriptor;

    public virtual nint Write(in IoVectors vectors, in WasiWait wait) => -Errno.BadDescriptor;

    public abstract void Dispose();
}
