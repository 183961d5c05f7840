using System.Globalization;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>CAN bit rates that differ from NMEA 2000's, and the list of overlays: the board's, then the owner's.</summary>
static class HardwareFiles
{
    public const string OverlayFile = "overlays";

    public static void Apply(DevicePaths paths, SystemFiles files, BoardInfo board, OwnerSettings settings, ApplyReport report)
    {
        foreach (var file in Existing(paths))
            File.Delete(file);
        // What the owner says of an interface comes last, so it holds.
        foreach (var (can, bitrate) in board.Ports.Select(port => (port.Can, port.Bitrate)).Concat(settings.Ports?.Select(port => (port.Can, port.Bitrate)) ?? []))
        {
            if (can is not null && bitrate is not null)
                files.Write($"{SystemFiles.Networks}/30-signalk-{can}.network", string.Create(CultureInfo.InvariantCulture, $"[Match]\nName={can}\n\n[CAN]\nBitRate={bitrate}\nRestartSec=100ms\n"));
        }
        string[] all = [.. board.Overlays, .. settings.Overlays?.Except(board.Overlays) ?? []];
        if (all.Length > 0)
            files.Write(OverlayFile, string.Join('\n', all) + "\n");
        else
            files.Remove(OverlayFile);
        if (settings.Overlays is { Count: > 0 } overlays)
            report.Did("overlays", string.Join(" ", overlays) + " (put in at each start, where this unit's kernel can; the log says so)");
    }

    static string[] Existing(DevicePaths paths)
    {
        var folder = Path.Combine(paths.Run, SystemFiles.Networks);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "30-signalk-*.network") : [];
    }
}
