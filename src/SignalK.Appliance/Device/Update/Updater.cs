
namespace SignalK.Appliance.Device.Update;

/// <summary>Installs updates and decides about them; runs as root, once for each command.</summary>
sealed class Updater(DevicePaths paths, IRauc rauc, IMachine machine, Func<CancellationToken, Task<ServerHealth?>> ask, TimeProvider time)
{
    readonly UpdateRecordFile _file = new(paths);

    /// <summary>Checks a bundle, installs it and restarts into its trial.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="allowOlder">Whether a version before the one that runs will do.</param>
    /// <param name="isFromStick">A stick stays where it is: what it has is not installed twice, nor what failed before.</param>
    /// <returns>Null when the machine restarts; else why not.</returns>
    public async Task<string?> InstallAsync(string bundle, bool allowOlder, bool isFromStick, CancellationToken cancel)
    {
        var record = _file.Load();
        string? version = null;
        var isWriting = false;
        try
        {
            var slot = machine.Slot ?? throw new UpdateException("this machine has no slots to update");
            if (record.Pending is { } pending && pending.FromSlot != slot)
                throw new UpdateException("the version that runs is still on trial: try again when it has proved itself");
            var info = await rauc.InspectAsync(bundle, cancel).ConfigureAwait(false);
            version = info.Version;
            if (isFromStick && (info.Version == machine.Version || (record.Outcome is { State: "rolled-back" } last && last.Version == info.Version)))
                return info.Version == machine.Version ? $"version {version} runs already" : $"version {version} did not prove itself before: install it on the page if you want it all the same";
            Check(info, allowOlder);
            var before = await ask(cancel).ConfigureAwait(false);
            _file.Show(new ShownUpdate("installing", 0, version, null, IsNews: false));
            // Known before the first byte: a power cut in the middle is told at the next start, whichever slot that is of.
            var begun = new PendingUpdate(slot, machine.Version, info.Version, machine.BootId, before?.ToKeep() ?? InputsBefore.None, IsWhole: false);
            _file.Save(record with { Pending = begun });
            isWriting = true;
            await rauc.InstallAsync(bundle, percent => _file.Show(new ShownUpdate("installing", percent, version, null, IsNews: false)), cancel).ConfigureAwait(false);
            // A server that was too busy at first has had the time since.
            before ??= await ask(cancel).ConfigureAwait(false);
            _file.Save(record with { Pending = begun with { IsWhole = true, Before = before?.ToKeep() ?? InputsBefore.None } });
        }
        catch (UpdateException e)
        {
            var message = $"{(version is null ? "the update" : $"version {version}")} was not installed: {e.Message}";
            // What was written over is no longer there to be tried.
            End(isWriting ? record with { Pending = null } : record, new UpdateOutcome(isWriting ? "failed" : "refused", version, message, machine.BootId));
            return message;
        }
        _file.Show(new ShownUpdate("restarting", null, version, $"version {version} is tried now", IsNews: false));
        machine.Restart();
        return null;
    }

    /// <summary>Restarts into the version before, which has to prove itself as a new one has.</summary>
    /// <returns>Null when the machine restarts; else why not.</returns>
    public async Task<string?> RollBackAsync(CancellationToken cancel)
    {
        var record = _file.Load();
        try
        {
            var slot = machine.Slot ?? throw new UpdateException("this machine has no slots");
            if (record.Pending is { } pending && pending.FromSlot != slot)
                throw new UpdateException("the version that runs is on trial: a restart goes back");
            await rauc.ActivateOtherAsync(cancel).ConfigureAwait(false);
            _file.Save(record with { Pending = new PendingUpdate(slot, machine.Version, "the version before", machine.BootId, InputsBefore.None, IsWhole: true) });
        }
        catch (UpdateException e)
        {
            End(record, new UpdateOutcome("refused", null, e.Message, machine.BootId));
            return e.Message;
        }
        _file.Show(new ShownUpdate("restarting", null, null, "the version before is tried now", IsNews: false));
        machine.Restart();
        return null;
    }

    /// <summary>Lets a new version prove itself, and commits it when it does.</summary>
    /// <returns>Null when it is committed; else why the machine has to go back.</returns>
    public async Task<string?> GateAsync(TimeSpan trial, CancellationToken cancel)
    {
        var record = _file.Load();
        var complaint = await new HealthGate(ask, time).TryAsync(record.Pending?.Before ?? InputsBefore.None, trial, cancel).ConfigureAwait(false);
        if (complaint is null)
        {
            try
            {
                await rauc.MarkGoodAsync(cancel).ConfigureAwait(false);
                End(record with { Pending = null }, UpdateOutcome.Committed(machine));
                return null;
            }
            catch (UpdateException e)
            {
                complaint = $"it could not be committed: {e.Message}";
            }
        }
        if (record.Pending is { } pending)
            TrySave(record with { Pending = pending with { Complaint = complaint } });
        _file.Show(new ShownUpdate("restarting", null, machine.Version, complaint, IsNews: false));
        return complaint;
    }

    void Check(BundleInfo info, bool allowOlder)
    {
        if (machine.Compatible is { } compatible && info.Compatible != compatible)
            throw new UpdateException($"it is for another kind of unit ({info.Compatible}; this is {compatible})");
        if (!allowOlder && VersionOrder.Compare(info.Version, machine.Version) < 0)
            throw new UpdateException($"it is older than version {machine.Version}, which runs; \"update\": {{\"allowOlder\": true}} in appliance.json allows it");
    }

    void End(UpdateRecord record, UpdateOutcome outcome)
    {
        TrySave(record with { Outcome = outcome });
        _file.Show(new ShownUpdate(outcome.State, null, outcome.Version, outcome.Message, IsNews: outcome.State != "committed"));
    }

    // What is shown matters more than that it is remembered.
    void TrySave(UpdateRecord record)
    {
        try
        {
            _file.Save(record);
        }
        catch (UpdateException)
        {
        }
    }
}
