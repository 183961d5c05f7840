namespace SignalK.TestKit.Serial;

/// <summary>A machine's <c>/dev</c>, <c>/sys</c> and <c>/proc</c> in a directory: devices are plugged in by linking them.</summary>
public sealed class SerialShelf : IDisposable
{
    public SerialShelf() => Directory.CreateDirectory(Under("dev/serial/by-id"));

    public string Root { get; } = Directory.CreateTempSubdirectory("shelf").FullName;

    public string Under(string path) => Path.Combine(Root, path);

    /// <summary>Plugs a device in under a stable name.</summary>
    /// <returns>The path to open it by.</returns>
    public string Plug(string name, string device)
    {
        var path = Under("dev/serial/by-id/" + name);
        File.Delete(path);
        File.CreateSymbolicLink(path, device);
        return path;
    }

    public void Unplug(string name) => File.Delete(Under("dev/serial/by-id/" + name));

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Under(path))!);
        File.WriteAllText(Under(path), content);
    }

    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Under(path))!);
        File.CreateSymbolicLink(Under(path), target);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
