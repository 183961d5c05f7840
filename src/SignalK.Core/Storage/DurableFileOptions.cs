namespace SignalK.Core.Storage;

/// <summary>How a durable file is kept.</summary>
public sealed record DurableFileOptions
{
    internal const UnixFileMode SecretMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static DurableFileOptions Default { get; } = new();

    /// <summary>For keys and password hashes: nobody but the owner may read it, whatever the file was before.</summary>
    public static DurableFileOptions ForSecrets { get; } = new() { Secret = true };

    /// <summary>Good generations kept, the current content among them: five evenings of trying settings.</summary>
    public int Generations { get; init; } = 5;

    /// <summary>Bytes; a settings file of more than this is not one (the largest base deltas seen are under 1 MB).</summary>
    public long LargestRead { get; init; } = 16 * 1024 * 1024;

    public bool Secret { get; init; }

    /// <summary>For a look that must leave no trace: reading keeps no generation and no broken copy; writing is refused.</summary>
    public bool ReadOnly { get; init; }

    internal UnixFileMode Mode => Secret ? SecretMode : SecretMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
