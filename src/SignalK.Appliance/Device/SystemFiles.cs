using System.Text;

namespace SignalK.Appliance.Device;

/// <summary>Files in the run directory, from which the image takes them (docs/image.md). They are made anew at every start; none outlives it.</summary>
sealed class SystemFiles(DevicePaths paths)
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const string Networks = "systemd/network";

    /// <param name="name">Below the run directory: <c>systemd/network/10-signalk-wired.network</c>.</param>
    /// <param name="secret">Whether only root may read it.</param>
    public void Write(string name, string content, bool secret = false)
    {
        var path = Path.Combine(paths.Run, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Renamed into place, so that nobody reads half of it; volatile, so that it need not be synced.
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = secret ? Private : Public }))
            file.Write(Encoding.UTF8.GetBytes(content));
        if (!secret)
            File.SetUnixFileMode(temporary, Public);
        File.Move(temporary, path, overwrite: true);
    }

    /// <returns>Null when there is no such file.</returns>
    public string? Read(string name) => Path.Combine(paths.Run, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    public void Remove(string name)
    {
        var path = Path.Combine(paths.Run, name);
        if (File.Exists(path))
            File.Delete(path);
    }
}
