namespace SignalK.Core.Storage;

/// <summary>Says what is wrong with a content; null when it is good.</summary>
public delegate string? ContentCheck(ReadOnlyMemory<byte> content);

public sealed partial class DurableFile
{
    /// <summary>
    /// The content, or the newest good generation where the file is broken. A missing file is nothing, not a fault:
    /// deleting it is how an owner starts afresh. A good content written by somebody else becomes a generation; a broken one
    /// is kept aside before anything replaces it.
    /// </summary>
    public ReadOutcome Read(ContentCheck check)
    {
        lock (_gate)
        {
            if (!File.Exists(_path))
                return ReadOutcome.Missing;
            var (content, reason) = Load(_path, check);
            if (content is not null)
                return new ReadOutcome(content, ReadOrigin.File, _options.ReadOnly ? null : SaveGeneration(content).Error);

            if (!_options.ReadOnly)
                KeepBroken();
            foreach (var (number, path) in Generations())
            {
                if (Load(path, check).Content is { } older)
                    return new ReadOutcome(older, ReadOrigin.Generation, $"{_path} is broken ({reason}): using generation {number} of {File.GetLastWriteTimeUtc(path):yyyy-MM-dd HH:mm:ss}Z");
            }
            return new ReadOutcome(null, ReadOrigin.Nothing, $"{_path} is broken ({reason}) and no good generation is left");
        }
    }

    (byte[]? Content, string? Reason) Load(string path, ContentCheck check)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > _options.LargestRead)
                return (null, $"{length} bytes, more than {_options.LargestRead}");
            var content = File.ReadAllBytes(path);
            return check(content) is { } reason ? (null, reason) : (content, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    void KeepBroken()
    {
        try
        {
            Directory.CreateDirectory(GenerationFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(_path, Path.Combine(GenerationFolder, Name + ".broken"), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nowhere to keep it: the file itself stays until something good replaces it.
        }
    }
}
