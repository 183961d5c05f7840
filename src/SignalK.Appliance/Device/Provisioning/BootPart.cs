using System.Globalization;
using SignalK.Appliance.Device.Panel;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>What is done once in a start and not when the card's files change later: markers, and a backup to restore.</summary>
static class BootPart
{
    /// <summary>The plugin host reads it: with this file there no plugin is started.</summary>
    public const string SafeModeFile = "safe-mode";

    // No file of the card, so it is told until the next start.
    const string Button = "the button";

    // In memory, so it is gone at the next start.
    const string Done = "started";

    public static bool IsDone(DevicePaths paths) => File.Exists(Path.Combine(paths.Run, Done));

    public static DeviceState Run(DevicePaths paths, SystemFiles files, ServiceUser user, DeviceState state, TimeProvider time)
    {
        // First: whatever goes wrong below is not tried again while the unit runs.
        files.Write(Done, "");
        var markers = new Markers(paths);
        state = Forget(paths, state);
        if (markers.Find(Markers.FactoryReset, state) is { } reset)
        {
            FactoryReset.Run(paths);
            state = Markers.Consume(Markers.FactoryReset, reset, $"the unit was reset to how it was delivered{On(time)}; delete the file", new DeviceState());
        }
        var button = new PanelRequest(paths);
        var asked = button.Asked;
        if (asked == ButtonAsk.FactoryReset)
        {
            FactoryReset.Run(paths);
            state = new DeviceState().With(Button, new ConsumedFile("", $"the unit was reset to how it was delivered{On(time)}", IsMistake: false));
        }
        state = CardRestore.Run(paths, user, state, time);
        if (markers.Find(Markers.SafeMode, state) is { } safe)
        {
            files.Write(SafeModeFile, "the card asked for it (SAFE-MODE)\n");
            state = Markers.Consume(Markers.SafeMode, safe, $"the unit was started without plugins{On(time)}; the next start is a usual one; delete the file", state);
        }
        if (asked == ButtonAsk.SafeMode)
        {
            files.Write(SafeModeFile, "its button asked for it\n");
            state = state.With(Button, new ConsumedFile("", $"the unit was started without plugins{On(time)}; the next start is a usual one", IsMistake: false));
        }
        // Only now: a reset that the power cut short is done again.
        if (asked != ButtonAsk.Nothing)
            button.Forget();
        return state;
    }

    // A file that was taken away may come back and be meant anew.
    static DeviceState Forget(DevicePaths paths, DeviceState state) =>
        state with { Consumed = state.Consumed.Where(file => CardFile.Find(paths.Card, file.Key) is not null).ToDictionary() };

    internal static string On(TimeProvider time) => time.GetUtcNow() is var now && now >= Product.NotBefore
        ? now.ToString("' on 'yyyy-MM-dd' at 'HH:mm' UTC'", CultureInfo.InvariantCulture)
        : "";
}
