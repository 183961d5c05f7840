namespace SignalK.Server.Machine;

/// <summary>Updates of the whole machine.</summary>
public interface IUpdates
{
    UpdateStatus Status { get; }

    /// <summary>Takes a bundle in and asks for its installation.</summary>
    /// <param name="bundle">As uploaded; longer than what there is room for it is refused.</param>
    /// <param name="length">As announced; null: not known.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    /// <returns>Null when it is under way; else why not.</returns>
    Task<string?> UploadAsync(Stream bundle, long? length, CancellationToken cancel);

    /// <summary>Asks for the installation of a bundle from elsewhere (<c>http:</c> or <c>https:</c>).</summary>
    /// <returns>Null when it is under way; else why not.</returns>
    string? Fetch(Uri url);

    /// <summary>Asks to start the other slot, with the version before.</summary>
    /// <returns>Null when it is under way; else why not.</returns>
    string? RollBack();
}

/// <summary>Where an update stands.</summary>
/// <param name="State"><c>idle</c>, <c>waiting</c>, <c>downloading</c>, <c>installing</c>, <c>restarting</c>, <c>trial</c>,
/// <c>committed</c>, <c>refused</c>, <c>rolled-back</c>, <c>failed</c>.</param>
/// <param name="Percent">Of what is being done; null: not known.</param>
/// <param name="Version">The one that it is about; null: not known yet.</param>
/// <param name="Message">For the owner's eyes; null: nothing to say.</param>
public sealed record UpdateStatus(string State, int? Percent, string? Version, string? Message)
{
    public static UpdateStatus Idle { get; } = new("idle", null, null, null);

    /// <summary>Whether another one has to wait.</summary>
    public bool IsBusy => State is "waiting" or "downloading" or "installing" or "restarting" or "trial";
}
