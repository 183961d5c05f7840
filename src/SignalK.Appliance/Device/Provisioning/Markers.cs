using System.Text;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>
/// SAFE-MODE and FACTORY-RESET: files whose being there asks for something, once. What was acted upon is remembered, and
/// where there is room for it the file says so itself, in place.
/// </summary>
sealed class Markers(DevicePaths paths)
{
    public const string SafeMode = "SAFE-MODE";
    public const string FactoryReset = "FACTORY-RESET";

    const string Used = "USED";

    /// <returns>The marker, when it is there and was not acted upon yet.</returns>
    public string? Find(string name, DeviceState state)
    {
        if (CardFile.Find(paths.Card, name) is not { } path)
            return null;
        // Also without our memory, which a reset erases.
        return state.Consumed.GetValueOrDefault(name)?.Print == CardFile.Print(path) || IsUsed(path) ? null : path;
    }

    /// <summary>Marks it as acted upon.</summary>
    public static DeviceState Consume(string name, string path, string outcome, DeviceState state)
    {
        var length = new FileInfo(path).Length;
        if (length >= Used.Length)
        {
            var note = Encoding.ASCII.GetBytes(Used.PadRight((int)Math.Min(length, 512)));
            InPlaceFile.Overwrite(path, 0, note);
        }
        return state.With(name, new ConsumedFile(CardFile.Print(path), outcome, IsMistake: false));
    }

    static bool IsUsed(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Used.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("USED"u8);
    }
}
