namespace SignalK.Appliance.Device.Backup;

/// <summary>
/// Puts a restored configuration in the place of the present one, and back. Everything lies in one file system, so that
/// things only change their names; a mark tells how far it is, so that a power cut at any moment is gone on from at the next
/// start and ends in the old configuration or the new one, never in some of both.
/// </summary>
sealed class RestoreSwap
{
    readonly string _config;
    readonly string _ready;
    readonly string _moving;
    readonly string _brought;
    readonly string _undoing;

    public RestoreSwap(string config)
    {
        _config = config;
        var folder = Path.Combine(config, BackupContents.RestoreFolder);
        (Folder, New, Old) = (folder, Path.Combine(folder, "new"), Path.Combine(folder, "old"));
        (_ready, _moving) = (Path.Combine(folder, "ready"), Path.Combine(folder, "moving"));
        (_brought, _undoing) = (Path.Combine(folder, "brought"), Path.Combine(folder, "undoing"));
    }

    /// <summary>Called after each step, for tests that end there.</summary>
    internal Action Step { get; init; } = static () => { };

    public string Folder { get; }

    /// <summary>Where a configuration is unpacked to.</summary>
    public string New { get; }

    /// <summary>The configuration before the last restore.</summary>
    public string Old { get; }

    /// <summary>An empty place to unpack into; whatever was begun and not committed is gone.</summary>
    /// <exception cref="IOException">The last restore could not be ended.</exception>
    public void Prepare()
    {
        if (File.Exists(_moving) || File.Exists(_undoing))
            throw new IOException("the last restore has not ended; the next start of the server ends it");
        Delete(_ready);
        Delete(New);
        Directory.CreateDirectory(New);
    }

    /// <summary>Says that what was unpacked is whole. From here on it comes into force, now or at the next start.</summary>
    public void Commit()
    {
        Delete(Old);
        Directory.CreateDirectory(Old);
        // What would stay otherwise, and was not there: an undo takes it away.
        File.WriteAllLines(_brought, Directory.GetFileSystemEntries(New).Select(entry => Path.GetFileName(entry))
            .Where(name => BackupContents.IsKept(name) && !Path.Exists(Path.Combine(_config, name))));
        Medium.Sync();
        Step();
        File.WriteAllBytes(_ready, []);
        Medium.Sync();
        Step();
    }

    /// <summary>Ends what was committed, or the undoing that was begun; forgets what was not.</summary>
    /// <returns>Whether a restored configuration came into force.</returns>
    public bool Complete()
    {
        if (File.Exists(_undoing) && !File.Exists(_ready) && !File.Exists(_moving))
        {
            if (!Directory.Exists(New))
                Directory.Move(Old, New);
            Medium.Sync();
            Step();
            Commit();
        }
        if (File.Exists(_ready))
        {
            foreach (var entry in Directory.GetFileSystemEntries(_config).Where(IsInTheWay))
            {
                Move(entry, Path.Combine(Old, Path.GetFileName(entry)));
                Step();
            }
            Medium.Sync();
            File.Move(_ready, _moving);
            Medium.Sync();
            Step();
        }
        if (!File.Exists(_moving))
        {
            Delete(New);
            return false;
        }
        foreach (var entry in Directory.GetFileSystemEntries(New))
        {
            Move(entry, Path.Combine(_config, Path.GetFileName(entry)));
            Step();
        }
        foreach (var name in Lines(_undoing).Where(name => name == Path.GetFileName(name)))
        {
            Move(Path.Combine(_config, name), Path.Combine(Old, name));
            Step();
        }
        Medium.Sync();
        Delete(_undoing);
        Medium.Sync();
        Step();
        Delete(_moving);
        Delete(New);
        Medium.Sync();
        return true;
    }

    /// <returns>False when there is nothing to go back to.</returns>
    public bool Undo()
    {
        Complete();
        if (!Directory.Exists(Old))
            return false;
        Delete(New);
        if (File.Exists(_brought))
            File.Move(_brought, _undoing);
        else
            File.WriteAllBytes(_undoing, []);
        Medium.Sync();
        Step();
        return Complete();
    }

    static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];

    bool IsInTheWay(string entry)
    {
        var name = Path.GetFileName(entry);
        return name != BackupContents.RestoreFolder && !name.StartsWith(BackupContents.RestoreFolder, StringComparison.Ordinal)
            && (!BackupContents.IsKept(name) || Path.Exists(Path.Combine(New, name)));
    }

    static void Move(string from, string to)
    {
        if (!Path.Exists(from))
            return;
        Delete(to);
        if (new DirectoryInfo(from) is { Exists: true, LinkTarget: null })
            Directory.Move(from, to);
        else
            File.Move(from, to);
    }

    static void Delete(string path)
    {
        if (new DirectoryInfo(path) is { Exists: true, LinkTarget: null } directory)
            directory.Delete(recursive: true);
        else if (new FileInfo(path) is { Exists: true } or { LinkTarget: not null })
            File.Delete(path);
    }
}
