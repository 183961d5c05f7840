using System.Globalization;

namespace SignalK.Connections.Serial;

/// <summary>
/// Who else has a port. Two readers of one port each get half of every sentence, so a port in use is left alone. Looked up in
/// the lock files of the older convention (FHS 5.9) and in the open files of all processes that we may look at.
/// </summary>
internal static class PortUsers
{
    /// <returns>The program in words; null when nobody is known to use the port.</returns>
    public static string? Find(SerialHost host, string path)
    {
        var device = RealPath(path);
        return !File.Exists(device) ? null : ByLockFile(host, Path.GetFileName(device)) ?? ByOpenFile(host, device);
    }

    public static string RealPath(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }

    private static string? ByLockFile(SerialHost host, string name)
    {
        try
        {
            var text = File.ReadAllText(host.Under("/var/lock/LCK.." + name));
            return int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && process != Environment.ProcessId && Directory.Exists(host.Under($"/proc/{process}"))
                ? Describe(host, process)
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ByOpenFile(SerialHost host, string device)
    {
        // Whoever made a pseudo-terminal keeps both of its ends open: that is the instrument, not another reader.
        if (device.StartsWith("/dev/pts/", StringComparison.Ordinal) || !Directory.Exists(host.Under("/proc")))
        {
            return null;
        }

        foreach (var directory in Directory.EnumerateDirectories(host.Under("/proc")))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && process != Environment.ProcessId && HasOpen(directory, device))
            {
                return Describe(host, process);
            }
        }

        return null;
    }

    private static bool HasOpen(string process, string device)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(f => new FileInfo(f).LinkTarget == device);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that ended meanwhile.
            return false;
        }
    }

    private static string Describe(SerialHost host, int process)
    {
        try
        {
            return $"{File.ReadAllText(host.Under($"/proc/{process}/comm")).Trim()} (process {process})";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"process {process}";
        }
    }
}
