using System.Globalization;
using System.Security.Cryptography;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>A file that the owner laid on the card.</summary>
static class CardFile
{
    const int Sample = 64 * 1024;

    // FAT keeps local time: a time zone that changes moves the times of all files, by quarters of an hour.
    const int ZoneStep = 15 * 60;

    /// <summary>
    /// Tells whether it is the file that was acted upon before: by its length, its time within a quarter of an hour, and its
    /// first 64 KB. Said of a marker that was deleted and made anew: that it is another one.
    /// </summary>
    public static string Print(string path)
    {
        var info = new FileInfo(path);
        var seconds = new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds() % ZoneStep;
        using var file = info.OpenRead();
        var sample = new byte[(int)Math.Min(Sample, info.Length)];
        file.ReadExactly(sample);
        return string.Create(CultureInfo.InvariantCulture, $"{info.Length}-{seconds}-{Convert.ToHexStringLower(SHA256.HashData(sample).AsSpan(0, 8))}");
    }

    /// <summary>The file of that name, in whatever case FAT kept it, also where Windows added an ending that it does not show.</summary>
    public static string? Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
            return null;
        var files = Directory.EnumerateFiles(folder).Take(1000).ToList();
        return Named(name) ?? Named(name + ".txt");

        string? Named(string wanted) => files.Find(file => Path.GetFileName(file).Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }
}
