using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Tests.Device.Vendor;

/// <summary>A copy of the example of image/vendor, to be changed.</summary>
sealed class VendorFolder : IDisposable
{
    readonly DirectoryInfo _image = Directory.CreateTempSubdirectory("image");
    readonly DirectoryInfo _folder;

    public VendorFolder()
    {
        _folder = _image.CreateSubdirectory("vendor/EXAMPLE");
        Copy(Example, _folder.FullName);
        Copy(Repository.Of("image/kernel/overlays"), Path.Combine(_image.FullName, "kernel/overlays"));
    }

    public static string Example { get; } = Repository.Of("image/vendor/EXAMPLE");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Change(string name, string from, string to)
    {
        var text = File.ReadAllText(this[name]);
        Assert.Contains(from, text);
        File.WriteAllText(this[name], text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>As the image has it.</summary>
    public void Install(string root, string board)
    {
        var target = Path.Combine(root, "usr/share/signalk/vendor");
        Directory.CreateDirectory(target);
        foreach (var file in (string[])[VendorKit.InfoFile, "logo.svg"])
            File.Copy(this[file], Path.Combine(target, file));
        File.Copy(this[$"boards/{board}/board.json"], Path.Combine(target, VendorKit.BoardFile));
    }

    public Task<IReadOnlyList<Mistake>> CheckAsync() => new VendorCheck(_folder.FullName).RunAsync(CancellationToken.None);

    public void Dispose() => _image.Delete(recursive: true);

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
