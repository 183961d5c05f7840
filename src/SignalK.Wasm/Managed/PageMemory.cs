using System.Runtime.InteropServices;

namespace SignalK.Wasm.Managed;

/// <summary>
/// Address space that is reserved once and made accessible from its start on as it grows. It never moves, and pages that
/// nobody touches cost nothing.
/// </summary>
sealed unsafe partial class PageMemory : IDisposable
{
    const int ProtNone = 0, ProtReadWrite = 3, MapPrivate = 2, MapAnonymous = 0x20, MapNoReserve = 0x4000, DontNeed = 4;

    byte* _address;
    readonly long _reserved;
    long _length;

    /// <exception cref="InsufficientMemoryException">The system has no such address space.</exception>
    public PageMemory(long reserved, long accessible)
    {
        _reserved = Math.Max(reserved, accessible);
        if (_reserved == 0)
            return;
        var address = Map(null, (nuint)_reserved, ProtNone, MapPrivate | MapAnonymous | MapNoReserve, -1, 0);
        if (address == -1)
            throw new InsufficientMemoryException($"cannot reserve {_reserved} bytes of address space");
        _address = (byte*)address;
        if (!TryExtend(accessible))
        {
            Dispose();
            throw new InsufficientMemoryException($"cannot commit {accessible} bytes");
        }
    }

    public byte* Address => _address;

    public long Length => _length;

    /// <summary>Makes the first <paramref name="length"/> bytes accessible; new ones read zero.</summary>
    public bool TryExtend(long length)
    {
        if (length > _reserved)
            return false;
        if (length > _length && Protect(_address, (nuint)length, ProtReadWrite) != 0)
            return false;
        _length = Math.Max(_length, length);
        return true;
    }

    /// <summary>Gives touched pages back; they read zero again.</summary>
    public void Reset()
    {
        if (_length > 0)
            _ = Advise(_address, (nuint)_length, DontNeed);
    }

    public void Dispose()
    {
        if (_address != null)
            _ = Unmap(_address, (nuint)_reserved);
        _address = null;
        _length = 0;
        GC.SuppressFinalize(this);
    }

    ~PageMemory() => Dispose();

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
