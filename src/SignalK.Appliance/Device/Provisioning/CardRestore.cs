using SignalK.Appliance.Device.Backup;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary><c>signalk/restore.*</c>: a backup that the owner laid on the card, restored once.</summary>
static class CardRestore
{
    static readonly string[] s_names = ["restore.zip", "restore.backup", "restore.backup.zip", "restore.zip.zip"];

    public static DeviceState Run(DevicePaths paths, ServiceUser user, DeviceState state, TimeProvider time)
    {
        // What was begun at an earlier start and cut short.
        user.Act(() => Complete(paths.Config));
        foreach (var name in s_names)
        {
            if (CardFile.Find(paths.Card, name) is { } path && Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase) && state.Consumed.GetValueOrDefault(name)?.Print != CardFile.Print(path))
                return Restore(paths, user, state, name, path, time);
        }
        return state;
    }

    static DeviceState Restore(DevicePaths paths, ServiceUser user, DeviceState state, string name, string path, TimeProvider time)
    {
        // Opened by root, who alone may look at the card; read by the server's user, who must not be led elsewhere.
        using var source = File.OpenRead(path);
        var (isDone, message) = (false, "");
        user.Act(() =>
        {
            using var backups = new Backups(paths.Config, time);
            var outcome = backups.Stage(source);
            (isDone, message) = (outcome.Ok && Complete(paths.Config), outcome.Message);
        });
        var text = isDone
            ? $"{message.Replace("; in force from the next start", "", StringComparison.Ordinal)} restored{BootPart.On(time)}; delete the file"
            : $"was not restored: {message}";
        return state.With(name, new ConsumedFile(CardFile.Print(path), text, !isDone));
    }

    static bool Complete(string config) => new RestoreSwap(config).Complete();
}
