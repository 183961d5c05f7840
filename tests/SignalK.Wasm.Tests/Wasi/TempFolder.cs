namespace SignalK.Wasm.Tests.Wasi;

/// <summary>A folder of the test's own, with one inside that a guest may have and one beside it that it may not.</summary>
sealed class TempFolder : IDisposable
{
    readonly DirectoryInfo _outer = Directory.CreateTempSubdirectory("wasi-");

    public TempFolder()
    {
        Path = _outer.CreateSubdirectory("guest").FullName;
        Outside = _outer.CreateSubdirectory("outside").FullName;
        File.WriteAllText(System.IO.Path.Combine(Outside, "secret"), "secret");
    }

    public string Path { get; }

    /// <summary>Has a file <c>secret</c>.</summary>
    public string Outside { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => _outer.Delete(recursive: true);
}
