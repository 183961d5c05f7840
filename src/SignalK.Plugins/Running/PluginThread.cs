using System.Runtime.InteropServices;

namespace SignalK.Plugins.Running;

/// <summary>A thread for one plugin. It is nice: <see cref="Thread.Priority"/> does nothing on Linux.</summary>
internal static partial class PluginThread
{
    /// <summary>Added to the nice value of the process, for its threads that run guests.</summary>
    public const int Nice = 10;

    // Wasmtime reserves 512 KiB for guest frames; the rest is for ours, nested calls included.
    private const int StackBytes = 2 << 20;

    private const int PriorityOfProcess = 0;

    public static Thread Start(string name, Action body)
    {
        var thread = new Thread(
            () =>
            {
                BeNice();
                body();
            },
            StackBytes)
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return thread;
    }

    // Linux takes 0 for the calling thread, not the process (setpriority(2), "C library/kernel differences").
    private static void BeNice()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(PriorityOfProcess, 0, Math.Min(19, GetPriority(PriorityOfProcess, 0) + Nice));
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);
}
