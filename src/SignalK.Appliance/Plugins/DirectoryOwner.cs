using System.Runtime.InteropServices;

namespace SignalK.Appliance.Plugins;

/// <summary>
/// A tool that is run as root works as the owner of the directory: what root wrote there, the server could not change any more.
/// </summary>
static unsafe partial class DirectoryOwner
{
    // struct statx, the same on every architecture: the owner behind mask, block size, attributes and links.
    const int Size = 256;
    const int UserAt = 20;
    const int GroupAt = 24;
    const int CurrentDirectory = -100;
    const uint OwnerFields = 0x8 | 0x10;

    /// <returns>Null when it is done or there is nothing to do, else the reason.</returns>
    public static string? Become(string directory)
    {
        if (!Environment.IsPrivilegedProcess || !Directory.Exists(directory))
            return null;
        var stat = stackalloc byte[Size];
        if (Statx(CurrentDirectory, directory, 0, OwnerFields, stat) != 0)
            return $"{directory}: {Marshal.GetLastPInvokeErrorMessage()}";
        var (user, group) = (*(uint*)(stat + UserAt), *(uint*)(stat + GroupAt));
        if (user == 0)
            return null;
        // The groups first: afterwards nobody may.
        return SetGroups(0, null) == 0 && SetResGid(group, group, group) == 0 && SetResUid(user, user, user) == 0
            ? null : $"cannot work as the owner of {directory}: {Marshal.GetLastPInvokeErrorMessage()}";
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, byte* stat);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    private static partial int SetGroups(nuint count, uint* groups);

    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    private static partial int SetResGid(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    private static partial int SetResUid(uint real, uint effective, uint saved);
}
