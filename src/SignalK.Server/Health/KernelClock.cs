using System.Runtime.InteropServices;

namespace SignalK.Server.Health;

/// <summary>Whether the kernel knows of somebody who disciplines it.</summary>
internal static partial class KernelClock
{
    // The kernel's own word for "nobody disciplines me" (adjtimex(2)).
    private const int TimeError = 5;

    // struct timex is 208 bytes on 64-bit Linux.
    private const int TimexSize = 256;

    public static ClockStatus Read()
    {
        Span<byte> timex = stackalloc byte[TimexSize];
        timex.Clear();
        return new ClockStatus(AdjTime(timex) is >= 0 and not TimeError, "kernel");
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTime(Span<byte> timex);
}
