namespace SignalK.BlackBox.Tests;

/// <summary>A configuration directory for one test.</summary>
sealed class ConfigFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("signalk-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public ConfigFolder With(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
