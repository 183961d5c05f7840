using System.Globalization;

namespace SignalK.Core.Storage;

public sealed partial class DurableFile
{
    /// <summary>Takes the file away with all that was kept of it.</summary>
    public WriteOutcome Delete()
    {
        lock (_gate)
        {
            try
            {
                foreach (var (_, path) in Generations())
                    _disk.Delete(path);
                if (Directory.Exists(GenerationFolder))
                    _disk.Delete(Path.Combine(GenerationFolder, Name + ".broken"));
                if (!File.Exists(_path))
                    return WriteOutcome.Unchanged;
                _disk.Delete(_path);
                _disk.SyncDirectory(Folder);
                return WriteOutcome.Written;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return WriteOutcome.Failed($"cannot delete {_path}: {e.Message}");
            }
        }
    }

    string GenerationFolder => Path.Combine(Folder, ".generations");

    /// <summary>A copy, not a hard link: an editor that rewrites the file in place must not reach the generations.</summary>
    WriteOutcome SaveGeneration(ReadOnlySpan<byte> content)
    {
        try
        {
            var known = Generations();
            if (known.Count > 0 && content.SequenceEqual(File.ReadAllBytes(known[0].Path)))
                return WriteOutcome.Written;
            Directory.CreateDirectory(GenerationFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var number = known.Count == 0 ? 1 : known[0].Number + 1;
            Replace(Path.Combine(GenerationFolder, string.Create(CultureInfo.InvariantCulture, $"{Name}.{number:D6}")), content, DurableFileOptions.SecretMode);
            for (var i = _options.Generations - 1; i < known.Count; i++)
                TryDelete(known[i].Path);
            return WriteOutcome.Written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WriteOutcome.WrittenWithoutGeneration($"no generation of {_path} was kept: {e.Message}");
        }
    }

    /// <summary>Newest first.</summary>
    List<(long Number, string Path)> Generations()
    {
        List<(long Number, string Path)> found = [];
        if (!Directory.Exists(GenerationFolder))
            return found;
        foreach (var file in Directory.EnumerateFiles(GenerationFolder, Name + ".*"))
        {
            if (long.TryParse(Path.GetFileName(file).AsSpan(Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                found.Add((number, file));
        }
        found.Sort(static (a, b) => b.Number.CompareTo(a.Number));
        return found;
    }
}
