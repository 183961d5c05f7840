namespace SignalK.Plugins.Settings;

/// <summary>The files that plugins keep: <c>plugin-config-data/ID/vfs/{data,config,tmp}</c>.</summary>
public sealed class PluginStorage(PluginPaths paths)
{
    // What is not a link: a size or a deletion never leaves the folder.
    static readonly EnumerationOptions s_everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MaxRecursionDepth = 64 };

    /// <summary>Another in tests.</summary>
    internal Action<string> SyncFileSystem { get; init; } = NativeDirectory.SyncFileSystem;

    /// <summary>What a plugin wrote is on the medium when it returns.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public void Sync(PluginId id) => SyncFileSystem(paths.Vfs(id));

    /// <summary>Makes the folders for a start: <c>data</c> and <c>config</c> as they were, <c>tmp</c> empty.</summary>
    /// <returns>The guest's <c>/</c>.</returns>
    /// <exception cref="IOException">The disk says no.</exception>
    public string Prepare(PluginId id)
    {
        var vfs = paths.Vfs(id);
        Directory.CreateDirectory(Path.Combine(vfs, "data"));
        Directory.CreateDirectory(Path.Combine(vfs, "config"));
        Clear(Path.Combine(vfs, "tmp"));
        return vfs;
    }

    /// <summary>Whether the plugin ever had folders of its own: what a migration asks.</summary>
    public bool Exists(PluginId id) => Directory.Exists(paths.Vfs(id));

    /// <summary>Bytes of its files, links not counted.</summary>
    public long DiskBytes(PluginId id)
    {
        var vfs = new DirectoryInfo(paths.Vfs(id));
        return vfs.Exists ? vfs.EnumerateFiles("*", s_everything).Sum(LengthOf) : 0;
    }

    /// <summary>Deletes its files, and whatever else stands in its data folder.</summary>
    public void Delete(PluginId id)
    {
        var folder = new DirectoryInfo(paths.DataFolder(id));
        if (folder.LinkTarget is not null)
            folder.Delete();
        else if (folder.Exists)
            folder.Delete(recursive: true);
    }

    static void Clear(string folder)
    {
        if (File.Exists(folder) || new DirectoryInfo(folder).LinkTarget is not null)
            File.Delete(folder);
        else if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Gone since it was listed.
            return 0;
        }
    }
}
