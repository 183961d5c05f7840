namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Erases everything of the owner's on the data partition. The system's own (machine id, boot slots) stays.</summary>
static class FactoryReset
{
    static readonly string[] s_kept = ["lost+found", "system"];

    public static void Run(DevicePaths paths)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(paths.Data).Where(entry => !s_kept.Contains(Path.GetFileName(entry))))
        {
            // The directories themselves keep their owners and modes; links are removed, never followed.
            if (new DirectoryInfo(entry) is { Exists: true, LinkTarget: null } directory)
                Empty(directory);
            else
                File.Delete(entry);
        }
        if (Directory.Exists(paths.Device))
            Directory.Delete(paths.Device, recursive: true);
        // Deleted on the medium as well, before anything says that it is.
        Medium.Sync();
    }

    static void Empty(DirectoryInfo directory)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } child)
                child.Delete(recursive: true);
            else
                entry.Delete();
        }
    }
}
