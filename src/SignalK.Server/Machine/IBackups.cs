namespace SignalK.Server.Machine;

/// <summary>Backups of everything that is the owner's.</summary>
public interface IBackups
{
    /// <summary>Makes one.</summary>
    /// <param name="secrets">Whether accounts and keys go with it.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    /// <returns>The file, at its beginning; gone when it is closed.</returns>
    /// <exception cref="IOException">There is no room for it, or something cannot be read.</exception>
    Task<Stream> MakeAsync(bool secrets, CancellationToken cancel);

    /// <summary>Takes a backup in and checks it; it is in force after the next start.</summary>
    Task<RestoreOutcome> RestoreAsync(Stream backup, CancellationToken cancel);
}

/// <summary>How a restore ended.</summary>
/// <param name="Ok">False: nothing was changed.</param>
/// <param name="Message">For the owner's eyes.</param>
public sealed record RestoreOutcome(bool Ok, string Message);
