using Microsoft.Win32.SafeHandles;

namespace SignalK.Wasm.Wasi.Linux;

/// <summary>Owns a descriptor of the kernel's; the finalizer closes what nobody disposed.</summary>
internal sealed class LinuxHandle : SafeHandleMinusOneIsInvalid
{
    public LinuxHandle(int fd)
        : base(ownsHandle: true) => SetHandle(fd);

    /// <summary>The number, for as long as this object is reachable and not disposed.</summary>
    public int Fd => (int)handle;

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
