using System.Globalization;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>CAN bit rates that differ from NMEA 2000's, and the list of overlays.</summary>
static class HardwareFiles
{
    public const string OverlayFile = "overlays";

    public static void Apply(DevicePaths paths, SystemFiles files, OwnerSettings settings, ApplyReport report)
    {
        foreach (var file in Existing(paths))
            File.Delete(file);
        foreach (var port in settings.Ports?.Where(port => port is { Can: not null, Bitrate: not null }) ?? [])
        {
            files.Write($"{SystemFiles.Networks}/30-signalk-{port.Can}.network", string.Create(
                CultureInfo.InvariantCulture, $"[Match]\nName={port.Can}\n\n[CAN]\nBitRate={port.Bitrate}\nRestartSec=100ms\n"));
        }
        if (settings.Overlays is { Count: > 0 } overlays)
        {
            files.Write(OverlayFile, string.Join('\n', overlays) + "\n");
            report.Did("overlays", string.Join(" ", overlays) + " (put in at each start, where this unit's kernel can; the log says so)");
        }
        else
        {
            files.Remove(OverlayFile);
        }
    }

    static string[] Existing(DevicePaths paths)
    {
        var folder = Path.Combine(paths.Run, SystemFiles.Networks);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "30-signalk-*.network") : [];
    }
}
