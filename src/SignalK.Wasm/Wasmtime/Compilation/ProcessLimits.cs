using System.Globalization;
using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime;

/// <summary>What the compiling child may use, set by itself before it compiles.</summary>
static partial class ProcessLimits
{
    const int Cpu = 0, Data = 2, Core = 4;

    /// <param name="memory">Bytes beyond what the process has now.</param>
    /// <param name="seconds">CPU time: ends a child whose parent died and cannot kill it.</param>
    public static void Apply(long memory, int seconds)
    {
        // RLIMIT_DATA counts private writable pages only. RLIMIT_AS would count the 256 GB that the .NET heap reserves.
        Set(Data, (ulong)(DataBytes() + memory));
        Set(Cpu, (ulong)seconds * (ulong)Environment.ProcessorCount);
        Set(Core, 0);
    }

    static long DataBytes()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmData:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(7).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10;
        }
        return 0;
    }

    static void Set(int resource, ulong value)
    {
        ResourceLimit limit = new() { Soft = value, Hard = value };
        if (setrlimit(resource, in limit) != 0)
            throw new InvalidOperationException($"setrlimit {resource} failed with {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in ResourceLimit limit);

    struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
