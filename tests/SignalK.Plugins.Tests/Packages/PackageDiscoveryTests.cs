using SignalK.Plugins.Packages;

namespace SignalK.Plugins.Tests.Packages;

public sealed class PackageDiscoveryTests : IDisposable
{
    readonly TestFolder _folder = new();
    readonly List<(string Path, string Reason)> _faults = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NoDirectory_FindsNothing() => Assert.Empty(Find());

    [Fact]
    public void Find_PlainAndScoped_InUpstreamsOrder()
    {
        Plugin("zebra");
        Plugin("@other/b");
        Plugin("@signalk/z");
        Plugin("alpha");
        Package("express", """{"name":"express","keywords":["web"]}""");
        Package(".hidden", TestPackage.Manifest(".hidden"));
        Directory.CreateDirectory(_folder.In("node_modules/empty"));
        Directory.CreateDirectory(_folder.In("node_modules/.bin"));

        Assert.Equal(["@signalk/z", "@other/b", "alpha", "zebra"], Find().Select(package => package.Manifest.Name));
        Assert.Empty(_faults);
    }

    [Fact]
    public void Find_NodePlugin_IsListedAsSuch()
    {
        Package("old", """{"name":"old","keywords":["signalk-node-server-plugin"]}""");
        Package("odd", """{"name":"odd","keywords":["signalk-wasm-plugin"]}""");
        Package("both", TestPackage.Manifest("both").Replace("[\"", "[\"signalk-node-server-plugin\",\""));

        Assert.Equal(
            [("both", PackageKind.Wasm), ("odd", PackageKind.Node), ("old", PackageKind.Node)],
            Find().Select(package => (package.Manifest.Name, package.Kind)));
    }

    [Fact]
    public void Find_SymbolicLinks_AreFollowed()
    {
        _folder.Write("dev/package.json", TestPackage.Manifest("dev"));
        _folder.Write("dev/plugin.wasm", TestModule.Plugin);
        Directory.CreateDirectory(_folder.In("node_modules"));
        Directory.CreateSymbolicLink(_folder.In("node_modules/dev"), "../dev");

        var package = Assert.Single(Find());

        Assert.Equal((_folder.In("dev"), _folder.In("dev/plugin.wasm")), (package.Directory, package.WasmPath));
        Assert.Empty(package.Faults);
    }

    [Fact]
    public void Find_TheSameNameTwice_TakesTheFirstDirectory()
    {
        Plugin("a");
        _folder.Write("app/a/package.json", TestPackage.Manifest("a", "9.9.9"));
        Package("copy-of-a", TestPackage.Manifest("a", "5.0.0"));

        var package = Assert.Single(PackageDiscovery.Find([_folder.In("node_modules"), _folder.In("app")], Fault));

        Assert.Equal("1.0.0", package.Manifest.Version);
        Assert.Equal(2, _faults.Count);
    }

    [Fact]
    public void Find_TwoNamesWithOneId_TakesTheFirst()
    {
        Plugin("@a/b_c");
        Plugin("@a_b/c");

        Assert.Equal("@a/b_c", Assert.Single(Find()).Manifest.Name);
        Assert.Single(_faults);
    }

    [Fact]
    public void Find_BrokenManifest_IsReportedAndTheRestIsFound()
    {
        Plugin("good");
        Package("bad", "{");

        Assert.Equal("good", Assert.Single(Find()).Manifest.Name);
        Assert.Contains("no JSON", Assert.Single(_faults).Reason);
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("../other/plugin.wasm")]
    [InlineData("missing.wasm")]
    [InlineData("link.wasm")]
    [InlineData("linked/plugin.wasm")]
    [InlineData("")]
    public void Read_ModuleElsewhere_IsAFault(string path)
    {
        Plugin("other");
        Package("bad", TestPackage.Manifest("bad").Replace("plugin.wasm", path));
        File.CreateSymbolicLink(_folder.In("node_modules/bad/link.wasm"), "../other/plugin.wasm");
        Directory.CreateSymbolicLink(_folder.In("node_modules/bad/linked"), "../other");

        var package = PackageReader.TryRead(_folder.In("node_modules/bad"), out var faults);

        Assert.Null(package!.WasmPath);
        Assert.Equal("wasmManifest", Assert.Single(faults).Path);
    }

    [Fact]
    public void Fingerprint_OfAPackage_ChangesWithEitherFile()
    {
        Plugin("a");
        var package = Find()[0];
        var first = PackageFingerprint.Of(package);
        Assert.Equal(first, PackageFingerprint.Of(package));

        File.SetLastWriteTimeUtc(package.WasmPath!, DateTime.UtcNow.AddMinutes(1));
        var second = PackageFingerprint.Of(package);
        Assert.NotEqual(first, second);

        _folder.Write("node_modules/a/package.json", TestPackage.Manifest("a", "1.0.10"));
        var third = PackageFingerprint.Of(package);
        Assert.NotEqual(second, third);

        File.Delete(package.WasmPath!);
        Assert.NotEqual(third, PackageFingerprint.Of(package));
    }

    void Plugin(string name)
    {
        Package(name, TestPackage.Manifest(name));
        _folder.Write($"node_modules/{name}/plugin.wasm", TestModule.Plugin);
    }

    void Package(string directory, string manifest) => _folder.Write($"node_modules/{directory}/package.json", manifest);

    IReadOnlyList<PluginPackage> Find() => PackageDiscovery.Find([_folder.In("node_modules")], Fault);

    void Fault(string path, string reason) => _faults.Add((path, reason));
}
