using SignalK.Appliance.Configuration;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>The configuration that the image or its vendor brings, for a unit that has none yet.</summary>
static class FirstConfig
{
    /// <summary>Below the root.</summary>
    public const string Folder = "usr/share/signalk/config";

    const long LargestFile = 4 * 1024 * 1024;

    public static void Copy(string from, ConfigPaths config)
    {
        if (File.Exists(config.Settings) || !Directory.Exists(from))
            return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length <= LargestFile))
        {
            var target = Path.Combine(config.Directory, Path.GetRelativePath(from, file));
            if (!File.Exists(target))
                new DurableFile(target).Write(File.ReadAllBytes(file));
        }
    }
}
