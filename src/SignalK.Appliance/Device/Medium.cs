using System.Runtime.InteropServices;

namespace SignalK.Appliance.Device;

static partial class Medium
{
    /// <summary>Everything that was written is on the medium when it returns: once, instead of thousands of files one by one.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void Sync();
}
