using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi.Files;

/// <summary>
/// Opens a path beneath a directory. Whatever the path or the symbolic links on the way say, and whoever changes them meanwhile,
/// nothing outside that directory is opened: an attempt ends with EXDEV.
/// </summary>
internal abstract class PathResolver
{
    /// <summary>What this kernel and sandbox allow: openat2 came with Linux 5.6, and seccomp filters may refuse it.</summary>
    public static PathResolver Default { get; } = Openat2Resolver.IsSupported() ? new Openat2Resolver() : new WalkingResolver();

    /// <summary>A descriptor, or the negative errno.</summary>
    /// <param name="directory">Where the lookup starts, and what it may not leave.</param>
    /// <param name="path">Relative, with a NUL at its end.</param>
    /// <param name="flags">Of open(2); close-on-exec is added. Without O_NOFOLLOW a final symbolic link is followed.</param>
    /// <param name="mode">Permissions of a file that this creates.</param>
    public abstract int TryOpen(int directory, ReadOnlySpan<byte> path, int flags, uint mode = 0x1b6);
}
