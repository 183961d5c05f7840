using System.Runtime.InteropServices;
using System.Text;

namespace SignalK.TestKit.Serial;

/// <summary>
/// A pseudo-terminal: we hold the device's end, the program under test opens the other by <see cref="Path"/> like any serial
/// port. Disposing it is pulling the plug.
/// </summary>
public sealed unsafe partial class PtyPair : IDisposable
{
    private const int ReadWrite = 0x2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;

    private int _master;

    public PtyPair()
    {
        _master = Check(OpenPt(ReadWrite | NoControllingTerminal | CloseOnExec));
        Check(GrantPt(_master));
        Check(UnlockPt(_master));
        var name = stackalloc byte[128];
        Check(PtsName(_master, name, 128) == 0 ? 0 : -1);
        Path = Marshal.PtrToStringUTF8((nint)name)!;
    }

    /// <summary><c>/dev/pts/N</c>.</summary>
    public string Path { get; }

    public void Write(string text) => Write(Encoding.Latin1.GetBytes(text));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            fixed (byte* start = bytes)
            {
                bytes = bytes[Check((int)Write(_master, start, (nuint)bytes.Length))..];
            }
        }
    }

    /// <summary>What the program under test wrote, as soon as there is any; null when nobody has the other end open.</summary>
    public string? Read()
    {
        var buffer = stackalloc byte[4096];
        var count = Read(_master, buffer, 4096);
        return count > 0 ? Encoding.Latin1.GetString(buffer, (int)count) : null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _master, -1) is >= 0 and var master)
        {
            _ = Close(master);
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new IOException(Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenPt(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsName(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
