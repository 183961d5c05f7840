using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime.Native;

/// <summary>How much of the current thread's stack is left: guest frames live on it.</summary>
static unsafe partial class StackRoom
{
    /// <summary>
    /// What host functions may use below the guest's frames: up to 32 nested levels of them, and the runtime's own needs.
    /// </summary>
    public const int HostBytes = 512 << 10;

    [ThreadStatic]
    static nint t_lowest;

    public static bool Has(nint bytes)
    {
        byte here;
        var lowest = t_lowest;
        if (lowest == 0)
            lowest = Measure();
        return (nint)(&here) - lowest >= bytes;
    }

    /// <summary>Runs on a thread that has the room, and waits.</summary>
    public static void Run(int bytes, Action action)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        }, bytes + HostBytes + (256 << 10))
        {
            IsBackground = true,
            Name = "wasm-stack",
        };
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static nint Measure()
    {
        // pthread_attr_t: 56 bytes on x86-64, 64 on aarch64.
        var attributes = stackalloc byte[128];
        nint address = 0, size = 0, guard = 0;
        if (pthread_getattr_np(pthread_self(), attributes) == 0)
        {
            if (pthread_attr_getstack(attributes, out address, out size) != 0)
                address = 0;
            if (pthread_attr_getguardsize(attributes, out guard) != 0)
                guard = 0;
            _ = pthread_attr_destroy(attributes);
        }
        // Unknown bounds count as no room: then every call moves to a thread of known size.
        return t_lowest = address == 0 ? nint.MaxValue : address + guard;
    }

    [LibraryImport("libc")]
    private static partial nint pthread_self();

    [LibraryImport("libc")]
    private static partial int pthread_getattr_np(nint thread, byte* attributes);

    [LibraryImport("libc")]
    private static partial int pthread_attr_getstack(byte* attributes, out nint address, out nint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_getguardsize(byte* attributes, out nint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_destroy(byte* attributes);
}
