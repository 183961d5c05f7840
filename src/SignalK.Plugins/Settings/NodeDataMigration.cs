namespace SignalK.Plugins.Settings;

/// <summary>
/// Takes over the data of the Node plugin that a module replaces: upstream kept it in <c>plugin-config-data/ID/</c>, where our
/// <c>vfs</c> lies too. It happens once, before the first start, and the originals stay.
/// </summary>
public sealed class NodeDataMigration(PluginPaths paths)
{
    const int MostFiles = 10_000;

    static readonly EnumerationOptions s_files = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 16 };

    /// <summary>
    /// Copies into <c>vfs/data</c> the files that the manifest names, else all of them; nothing when the plugin has a <c>vfs</c>
    /// already or there is nothing to take over. All or nothing: a power cut leaves it to the next start.
    /// </summary>
    /// <param name="id">Of both.</param>
    /// <param name="files">Relative to the folder of the Node plugin; empty: all of it.</param>
    /// <param name="quota">Bytes that they may have together.</param>
    public MigrationOutcome Run(PluginId id, IReadOnlyList<string> files, long quota)
    {
        var (source, target) = (paths.DataFolder(id), paths.Vfs(id));
        if (Directory.Exists(target) || !Directory.Exists(source))
            return MigrationOutcome.Nothing;
        var staging = Path.Combine(source, ".vfs-new");
        try
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
            List<string> skipped = [];
            var chosen = Choose(source, files, skipped);
            if (chosen.Count == 0)
                return MigrationOutcome.Nothing with { Skipped = skipped };
            var bytes = chosen.Sum(file => new FileInfo(Path.Combine(source, file)).Length);
            if (bytes > quota)
                return MigrationOutcome.Failed($"its Node plugin left {bytes} bytes, more than the {quota} that it may keep");
            foreach (var file in chosen)
            {
                var copy = Path.Combine(staging, "data", file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(source, file), copy);
            }
            NativeDirectory.SyncFileSystem(staging);
            Directory.Move(staging, target);
            NativeDirectory.Sync(source);
            return new MigrationOutcome(chosen.Count, bytes, skipped);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return MigrationOutcome.Failed(error.Message);
        }
    }

    static List<string> Choose(string source, IReadOnlyList<string> named, List<string> skipped)
    {
        if (named.Count == 0)
        {
            return [.. Directory.EnumerateFiles(source, "*", s_files).Take(MostFiles).Select(file => Path.GetRelativePath(source, file))];
        }
        List<string> chosen = [];
        foreach (var file in named.Distinct(StringComparer.Ordinal))
        {
            var full = Path.GetFullPath(Path.Combine(source, file));
            if (full.StartsWith(source + '/', StringComparison.Ordinal) && new FileInfo(full) is { Exists: true, LinkTarget: null })
                chosen.Add(Path.GetRelativePath(source, full));
            else
                skipped.Add(file);
        }
        return chosen;
    }
}

/// <param name="Files">Copied.</param>
/// <param name="Skipped">Named by the manifest and not there.</param>
public sealed record MigrationOutcome(int Files, long Bytes, IReadOnlyList<string> Skipped, string? Error = null)
{
    public static MigrationOutcome Nothing { get; } = new(0, 0, []);

    public static MigrationOutcome Failed(string error) => new(0, 0, [], error);
}
