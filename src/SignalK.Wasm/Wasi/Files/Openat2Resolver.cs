using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>The kernel does the walk, and watches for renames while it does.</summary>
internal sealed unsafe class Openat2Resolver : PathResolver
{
    const int Attempts = 16;

    readonly WalkingResolver _fallback = new();

    public override int TryOpen(int directory, ReadOnlySpan<byte> path, int flags, uint mode = 0x1b6)
    {
        fixed (byte* name = path)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var fd = LibC.Openat2(directory, name, flags | Open.CloseOnExec, mode, Resolve.Beneath | Resolve.NoMagicLinks);
                if (fd >= 0) return fd;
                var error = LibC.Errno;
                // EAGAIN: something was renamed during a walk with `..` in it, and the kernel cannot tell whether it escaped.
                if (error is not (Errno.Again or Errno.Interrupted)) return -error;
            }
        }
        return _fallback.TryOpen(directory, path, flags, mode);
    }

    public static bool IsSupported()
    {
        fixed (byte* root = "/\0"u8)
        {
            var fd = LibC.Openat2(At.CurrentDirectory, root, Open.Path | Open.CloseOnExec, 0, 0);
            if (fd < 0) return false;
            _ = LibC.Close(fd);
            return true;
        }
    }
}
