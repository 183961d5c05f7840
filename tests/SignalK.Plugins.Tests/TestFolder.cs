namespace SignalK.Plugins.Tests;

/// <summary>A folder of one test.</summary>
sealed class TestFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugins");

    public string Path => _folder.FullName;

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with the folders that it needs.</summary>
    public string Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string path, ReadOnlySpan<byte> content)
    {
        var full = In(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    public string Read(string path) => File.ReadAllText(In(path));

    public void Dispose() => _folder.Delete(recursive: true);
}
