using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>
/// The user that the server runs as. Root never writes into a directory that somebody else owns (a link laid there would
/// lead it anywhere): it becomes that user for as long.
/// </summary>
sealed partial class ServiceUser
{
    public const string Name = "signalk";

    // statx(2): the same layout on every architecture.
    const int StatxSize = 256;
    const int UidOffset = 20;
    const int GidOffset = 24;
    const int AtCurrentDirectory = -100;
    const int NoFollow = 0x100;
    const uint OwnerMask = 0x8 | 0x10;

    readonly uint _user;
    readonly uint _group;

    ServiceUser(uint user, uint group) => (_user, _group) = (user, group);

    /// <summary>Whoever owns the directory; it is made for the user <c>signalk</c> of that root where it is missing.</summary>
    public static ServiceUser OwnerOf(string directory, string root)
    {
        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (Environment.IsPrivilegedProcess && Find(root) is { } user)
                user.Give(directory);
        }
        Span<byte> stat = stackalloc byte[StatxSize];
        stat.Clear();
        if (Statx(AtCurrentDirectory, directory, NoFollow, OwnerMask, stat) != 0)
            throw new IOException($"statx of {directory}: {Marshal.GetLastPInvokeErrorMessage()}");
        return new ServiceUser(BinaryPrimitives.ReadUInt32LittleEndian(stat[UidOffset..]), BinaryPrimitives.ReadUInt32LittleEndian(stat[GidOffset..]));
    }

    /// <summary>Does it as that user. Only for commands that do one thing: the whole process changes.</summary>
    public void Act(Action action)
    {
        if (!Environment.IsPrivilegedProcess || _user == 0)
        {
            action();
            return;
        }
        try
        {
            if (SetGroup(_group) != 0 || SetUser(_user) != 0)
                throw new IOException($"cannot become user {_user}: {Marshal.GetLastPInvokeErrorMessage()}");
            action();
        }
        finally
        {
            if (SetUser(0) != 0 || SetGroup(0) != 0)
                Environment.FailFast("cannot become root again");
        }
    }

    /// <summary>Makes a file of root's own directory that user's.</summary>
    public void Give(string path)
    {
        if (Environment.IsPrivilegedProcess && ChangeOwner(path, _user, _group) != 0)
            throw new IOException($"chown of {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    static ServiceUser? Find(string root)
    {
        var passwd = Path.Combine(root, "etc/passwd");
        if (!File.Exists(passwd))
            return null;
        var fields = File.ReadLines(passwd).Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == Name && fields.Length > 3);
        return fields is not null && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? new ServiceUser(user, group) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "seteuid", SetLastError = true)]
    private static partial int SetUser(uint user);

    [LibraryImport("libc", EntryPoint = "setegid", SetLastError = true)]
    private static partial int SetGroup(uint group);
}
