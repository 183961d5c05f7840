
namespace SignalK.Appliance.Device.Update;

/// <summary>Tells after a start how an update stands: on trial, gone back, or long decided.</summary>
sealed class UpdateStart(DevicePaths paths, IMachine machine)
{
    readonly UpdateRecordFile _file = new(paths);

    /// <exception cref="UpdateException">The data partition cannot be written.</exception>
    public void Tell()
    {
        var record = _file.Load();
        if (record.Pending is { } pending && machine.Slot is { } slot && pending.BootId != machine.BootId)
        {
            if (slot != pending.FromSlot && machine.IsTrial)
            {
                _file.Show(new ShownUpdate("trial", null, pending.ToVersion, $"version {machine.Version} has to prove itself", IsNews: false));
                return;
            }
            // The power went between the commit and what is remembered of it.
            record = slot != pending.FromSlot ? record with { Pending = null, Outcome = UpdateOutcome.Committed(machine) } : GoneBack(record, pending);
            _file.Save(record);
        }
        if (record.Outcome is { } outcome)
            _file.Show(new ShownUpdate(outcome.State, null, outcome.Version, outcome.Message, IsNews: outcome.BootId == machine.BootId && outcome.State != "committed"));
    }

    UpdateRecord GoneBack(UpdateRecord record, PendingUpdate pending)
    {
        if (!pending.IsWhole)
            return record with { Pending = null, Outcome = new UpdateOutcome("failed", pending.ToVersion, $"version {pending.ToVersion} was not installed: the unit was switched off while it was written. Version {machine.Version} runs as before", machine.BootId) };
        var why = pending.Complaint ?? "it did not start, or the unit was switched off before it was tried";
        var message = $"version {pending.ToVersion} was tried and is not kept: {why}. Version {machine.Version} runs as before";
        return record with { Pending = null, Outcome = new UpdateOutcome("rolled-back", pending.ToVersion, message, machine.BootId) };
    }
}
