namespace SignalK.Appliance.Device.Backup;

/// <summary>What of a configuration directory belongs into a backup, and what a restore leaves where it is.</summary>
static class BackupContents
{
    /// <summary>Where restores are prepared, in the configuration directory itself: on the same file system, writable to the server.</summary>
    public const string RestoreFolder = ".restore";

    // Recordings and logs can be larger than everything else. What begins with a dot is of this start, this unit or an old secret.
    static readonly string[] s_left = ["recordings", "lost+found", "update"];

    // Where a backup has none of its own these stay, with what they protect.
    static readonly string[] s_kept = ["node_modules", "security.json", "ssl-cert.pem", "ssl-key.pem", "ssl-chain.pem"];

    public static bool IsSecret(string path) => path is "security.json" || (path.StartsWith("ssl-", StringComparison.Ordinal) && path.EndsWith(".pem", StringComparison.Ordinal));

    /// <param name="name">Of an entry of the configuration directory.</param>
    public static bool IsLeft(string name) => name.StartsWith('.') || s_left.Contains(name) || name.EndsWith(".log", StringComparison.Ordinal);

    /// <summary>Whether a restore leaves it alone unless it brings another.</summary>
    public static bool IsKept(string name) => IsLeft(name) || s_kept.Contains(name);

    /// <summary>Files by their paths, with slashes; links are left out, so that none leads out of the directory.</summary>
    public static IEnumerable<(string Path, FileInfo File)> Files(string config, bool secrets)
    {
        var root = new DirectoryInfo(config);
        if (!root.Exists)
            return [];
        return root.EnumerateFileSystemInfos().Where(entry => !IsLeft(entry.Name) && (secrets || !IsSecret(entry.Name)))
            .SelectMany(entry => Walk(entry, entry.Name));
    }

    static IEnumerable<(string Path, FileInfo File)> Walk(FileSystemInfo entry, string path)
    {
        // One level down it is the same; deeper lie the files of plugins, which may be called anything.
        if (entry.LinkTarget is not null || entry.Name == ".generations" || (entry.Name.StartsWith('.') && path.Count(c => c == '/') == 1))
            return [];
        return entry is FileInfo file
            ? [(path, file)]
            : ((DirectoryInfo)entry).EnumerateFileSystemInfos().SelectMany(child => Walk(child, $"{path}/{child.Name}"));
    }
}
