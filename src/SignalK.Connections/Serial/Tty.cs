using System.Runtime.InteropServices;

namespace SignalK.Connections.Serial;

/// <summary>
/// The system calls that a serial port needs. The figures are those of Linux on x86-64 and arm64, which share the generic
/// definitions of <c>asm-generic/termbits.h</c> and <c>ioctls.h</c>.
/// </summary>
internal static unsafe partial class Tty
{
    public const int ReadWrite = 0x2;
    public const int NoControllingTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const short PollIn = 0x1;
    public const short PollOut = 0x4;
    public const short PollError = 0x8;
    public const short PollHangUp = 0x10;
    public const short PollInvalid = 0x20;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int NoSuchDevice = 6;
    public const int Again = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int NotATerminal = 25;

    private const nuint GetAttributes = 0x802C542A; // TCGETS2
    private const nuint SetAttributes = 0x402C542B; // TCSETS2
    private const nuint Flush = 0x540B; // TCFLSH
    private const nuint Exclusive = 0x540C; // TIOCEXCL

    private const uint ReceiverOn = 0x80; // CREAD
    private const uint IgnoreModemLines = 0x800; // CLOCAL
    private const uint EightBits = 0x30; // CS8
    private const uint OtherBaud = 0x1000; // BOTHER: the rate is the figure in the speed fields
    private const int OtherBaudForInputShift = 16;

    private const int MinimumIndex = 6; // VMIN
    private const int TimeIndex = 5; // VTIME

    /// <summary>
    /// Raw bytes at a rate: no echo, no translation, no flow control, and DTR and RTS left alone, also at closing (HUPCL off).
    /// Damaged bytes arrive as zeros rather than not at all: a wrong rate must be seen to be wrong.
    /// </summary>
    public static bool TrySetRaw(int descriptor, int baud)
    {
        Termios attributes;
        if (Ioctl(descriptor, GetAttributes, &attributes) != 0)
        {
            return false;
        }

        attributes.Input = attributes.Output = attributes.Local = 0;
        attributes.Control = ReceiverOn | IgnoreModemLines | EightBits | OtherBaud | (OtherBaud << OtherBaudForInputShift);
        attributes.Characters[MinimumIndex] = 1;
        attributes.Characters[TimeIndex] = 0;
        attributes.InputSpeed = attributes.OutputSpeed = (uint)baud;
        return Ioctl(descriptor, SetAttributes, &attributes) == 0;
    }

    /// <summary>Opening fails for others from now on, unless they are root.</summary>
    public static void TakeExclusively(int descriptor) => _ = Ioctl(descriptor, Exclusive, null);

    public static void DiscardInput(int descriptor) => _ = Ioctl(descriptor, Flush, null);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int NewEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int descriptor, nuint request, void* argument);

    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    // struct termios2: the one that takes any rate.
    private struct Termios
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Discipline;
        public fixed byte Characters[19];
        public uint InputSpeed;
        public uint OutputSpeed;
    }
}
