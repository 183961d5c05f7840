using System.Security.Cryptography;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Packages.Install;

public sealed class PackageInstallerTests : IDisposable
{
    static readonly PluginId s_id = new("@test/hello");

    readonly TestFolder _folder = new();
    readonly FakePolicyStore _policies = new();
    readonly PluginConfigStore _configs;
    readonly PluginStorage _storage;
    readonly CrashStore _crashes;
    readonly PackageInstaller _installer;

    public PackageInstallerTests()
    {
        var paths = new PluginPaths(_folder.Path);
        (_configs, _storage, _crashes) = (new PluginConfigStore(paths), new PluginStorage(paths), new CrashStore(paths, TimeProvider.System));
        _installer = new PackageInstaller(paths, _configs, _storage, _policies, _crashes);
    }

    public void Dispose()
    {
        _installer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Install_OfAPlugin_PutsItInItsPlaceAndEnablesIt()
    {
        var result = await InstallAsync(TestPackage.Plugin());

        Assert.True(result.Ok, result.Message);
        Assert.Equal("installed @test/hello 1.0.0", result.Message);
        Assert.Equal(_folder.In("node_modules/@test/hello/plugin.wasm"), result.Package!.WasmPath);
        Assert.True(_configs.Read(s_id).Enabled);
        Assert.Equal("@test/hello", Assert.Single(Find()).Manifest.Name);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_WithTheRightIntegrity_IsTaken()
    {
        var package = TestPackage.Plugin();
        var integrity = "sha512-" + Convert.ToBase64String(SHA512.HashData(package.ToArray()));

        Assert.True((await InstallAsync(package, new InstallOptions { Integrity = "sha1-AAAA " + integrity })).Ok);
    }

    [Theory]
    [InlineData("sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", "not the one that was meant")]
    [InlineData("sha512-short", "no sha512 in base64")]
    [InlineData("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "names no sha512")]
    public async Task Install_WithAnotherIntegrity_IsRefused(string integrity, string reason)
    {
        var result = await InstallAsync(TestPackage.Plugin(), new InstallOptions { Integrity = integrity });

        Assert.False(result.Ok);
        Assert.Contains(reason, result.Message);
        Assert.Empty(Find());
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_OfANewVersion_KeepsTheOldOneForUndoAndTheConfiguration()
    {
        await InstallAsync(TestPackage.Plugin());
        _configs.Change(s_id, """{"enabled":false,"configuration":{"a":1}}"""u8.ToArray(), out _);

        var update = await InstallAsync(TestPackage.Plugin(version: "2.0.0"));
        Assert.Equal(("updated @test/hello 2.0.0 (was 1.0.0)", "1.0.0"), (update.Message, update.Replaced));
        Assert.False(_configs.Read(s_id).Enabled);
        Assert.Equal("2.0.0", Assert.Single(Find()).Manifest.Version);

        var undo = await _installer.UndoAsync(s_id);
        Assert.True(undo.Ok, undo.Message);
        Assert.Equal("1.0.0", Assert.Single(Find()).Manifest.Version);
        Assert.Contains("\"a\": 1", _configs.Read(s_id).Configuration);

        Assert.Equal("2.0.0", (await _installer.UndoAsync(s_id)).Package!.Manifest.Version);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Undo_WithoutAVersionBefore_SaysSo()
    {
        await InstallAsync(TestPackage.Plugin());

        var result = await _installer.UndoAsync(s_id);

        Assert.False(result.Ok);
        Assert.Single(Find());
    }

    [Fact]
    public async Task Install_GrantsWhatIsAskedForAndWritesItDown()
    {
        var result = await InstallAsync(TestPackage.Plugin(more: ""","wasmCapabilities":{"network":true,"weatherProvider":true,"serialPorts":true,"dataRead":true}"""));

        Assert.Equal([Capability.Network, Capability.WeatherProvider], result.Granted);
        Assert.Equal([Capability.SerialPorts], result.Denied);
        Assert.Equal([Capability.Network, Capability.WeatherProvider], _policies.Recorded(s_id).Order());
    }

    [Fact]
    public async Task Install_OfANewVersion_LeavesTakenBackWhatTheOperatorTookBack()
    {
        await InstallAsync(TestPackage.Plugin(more: ""","wasmCapabilities":{"network":true}"""));
        _policies.SetGrants(s_id, new Dictionary<Capability, Scope> { [Capability.Network] = Scope.None });

        var result = await InstallAsync(TestPackage.Plugin(version: "2.0.0", more: ""","wasmCapabilities":{"network":true,"putHandlers":true}"""));

        Assert.Equal([Capability.Network], result.Denied);
        Assert.Equal([Capability.PutHandlers], result.Granted);
    }

    [Fact]
    public async Task Install_OfANewVersion_EndsWhatCrashesDisabled()
    {
        _crashes.Disable(s_id, "hash");
        await InstallAsync(TestPackage.Plugin());

        Assert.False(_crashes.IsDisabled(s_id, "hash"));
    }

    [Theory]
    [InlineData("""{"name":"../evil","keywords":["signalk-wasm-plugin"],"wasmManifest":"plugin.wasm"}""", "no name of an npm package")]
    [InlineData("""{"name":"node_modules","keywords":["signalk-wasm-plugin"],"wasmManifest":"plugin.wasm"}""", "no name of an npm package")]
    [InlineData("""{"name":"a","keywords":["signalk-node-server-plugin"]}""", "a plugin for Node")]
    [InlineData("""{"name":"a"}""", "no Signal K plugin")]
    [InlineData("""{"name":"a","wasmManifest":"plugin.wasm"}""", "keywords lack signalk-wasm-plugin")]
    [InlineData("""{"name":"a","keywords":["signalk-wasm-plugin"],"wasmManifest":"other.wasm"}""", "missing")]
    [InlineData("""{"name":"a","keywords":["signalk-wasm-plugin"],"wasmManifest":"../../../etc/hostname"}""", "outside")]
    [InlineData("""{"name":"a","keywords":["signalk-wasm-plugin"],"wasmManifest":"package.json"}""", "would not load")]
    [InlineData("{", "no JSON")]
    public async Task Install_OfWhatIsNoPlugin_IsRefusedWithTheReason(string manifest, string reason)
    {
        var result = await InstallAsync(TestPackage.Pack(("package/package.json", manifest), ("package/plugin.wasm", TestModule.Plugin)));

        Assert.False(result.Ok);
        Assert.Contains(reason, result.Message);
        Assert.Empty(Find());
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_OfAModuleBeyondItsMemory_IsRefusedWithTheFigure()
    {
        var module = TestModule.Make(["plugin_id", "plugin_start", "allocate"], [], pages: 2000);

        var result = await InstallAsync(TestPackage.Pack(("package/package.json", TestPackage.Manifest()), ("package/plugin.wasm", module)));

        Assert.False(result.Ok);
        Assert.Contains("131072000", result.Message);
    }

    [Fact]
    public async Task Install_OfABrokenUpdate_LeavesTheOldVersionAsItWas()
    {
        await InstallAsync(TestPackage.Plugin());

        Assert.False((await InstallAsync(TestPackage.Pack(("package/package.json", TestPackage.Manifest(version: "2.0.0")), ("package/plugin.wasm", "no module")))).Ok);

        Assert.Equal("1.0.0", Assert.Single(Find()).Manifest.Version);
        Assert.False((await _installer.UndoAsync(s_id)).Ok);
    }

    [Fact]
    public async Task Install_OfAWebApp_ServesItsPagesAndMakesNoConfiguration()
    {
        var result = await InstallAsync(TestPackage.Pack(
            ("package/package.json", """{"name":"@test/kip","version":"4.0.0","keywords":["signalk-webapp","signalk-node-server-plugin"]}"""), ("package/public/index.html", "<html>")));

        Assert.True(result.Ok, result.Message);
        Assert.True(File.Exists(_folder.In("node_modules/@test/kip/public/index.html")));
        Assert.False(_configs.Read(new PluginId("@test/kip")).Exists);
    }

    [Fact]
    public async Task Remove_KeepingData_TakesThePackageAndItsPreviousVersion()
    {
        await InstallAsync(TestPackage.Plugin());
        await InstallAsync(TestPackage.Plugin(version: "2.0.0"));
        _folder.Write("plugin-config-data/_test_hello/vfs/data/log", "x");

        var result = await _installer.RemoveAsync(s_id, deleteData: false);

        Assert.True(result.Ok, result.Message);
        Assert.Empty(Find());
        Assert.False(Directory.Exists(_folder.In("node_modules/@test")));
        Assert.False((await _installer.UndoAsync(s_id)).Ok);
        Assert.True(_configs.Read(s_id).Exists && _storage.Exists(s_id));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Remove_WithData_LeavesNothing()
    {
        await InstallAsync(TestPackage.Plugin(more: ""","wasmCapabilities":{"network":true}"""));
        _folder.Write("plugin-config-data/_test_hello/vfs/data/log", "x");

        Assert.True((await _installer.RemoveAsync(s_id, deleteData: true)).Ok);

        Assert.False(_configs.Read(s_id).Exists || _storage.Exists(s_id));
        Assert.Empty(_policies.Recorded(s_id));
        Assert.False((await _installer.RemoveAsync(s_id, deleteData: true)).Ok);
    }

    [Fact]
    public async Task Remove_OfADevelopersLink_LeavesTheFolderThatItLeadsTo()
    {
        _folder.Write("src/package.json", TestPackage.Manifest("dev"));
        _folder.Write("src/plugin.wasm", TestModule.Plugin);
        Directory.CreateDirectory(_folder.In("node_modules"));
        Directory.CreateSymbolicLink(_folder.In("node_modules/dev"), _folder.In("src"));
        Assert.Single(Find());

        Assert.True((await _installer.RemoveAsync(new PluginId("dev"), deleteData: false)).Ok);

        Assert.Empty(Find());
        Assert.True(File.Exists(_folder.In("src/plugin.wasm")));
    }

    [Fact]
    public async Task Recover_AfterAPowerCutBetweenTwoSteps_BringsTheOldVersionBack()
    {
        await InstallAsync(TestPackage.Plugin());
        Directory.CreateDirectory(_folder.In("node_modules/.previous"));
        Directory.Move(_folder.In("node_modules/@test/hello"), _folder.In("node_modules/.previous/_test_hello"));
        _folder.Write("node_modules/.previous/_test_hello.changing", "@test/hello");
        _folder.Write("node_modules/.incoming/half/package.tgz", "x");

        Assert.True((await _installer.RecoverAsync()).Ok);

        Assert.Single(Find());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.In("node_modules/.previous")));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_WhereTwoNamesCannotBeExchanged_IsDoneInTwoSteps()
    {
        using var installer = new PackageInstaller(new PluginPaths(_folder.Path), _configs, _storage, _policies, _crashes) { TryExchange = (_, _) => false };
        await installer.InstallAsync(TestPackage.Plugin(), InstallOptions.Default, CancellationToken.None);

        Assert.True((await installer.InstallAsync(TestPackage.Plugin(version: "2.0.0"), InstallOptions.Default, CancellationToken.None)).Ok);
        Assert.Equal("2.0.0", Assert.Single(Find()).Manifest.Version);
        Assert.True((await installer.UndoAsync(s_id)).Ok);
        Assert.Equal("1.0.0", Assert.Single(Find()).Manifest.Version);
        Assert.Equal(["_test_hello"], Directory.GetFileSystemEntries(_folder.In("node_modules/.previous")).Select(Path.GetFileName));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Install_WhileAnotherProcessInstalls_IsRefused()
    {
        Directory.CreateDirectory(_folder.In("node_modules"));
        using var other = new FileStream(_folder.In("node_modules/.installing"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var result = await InstallAsync(TestPackage.Plugin());

        Assert.False(result.Ok);
        Assert.Contains("another install", result.Message);
    }

    [Fact]
    public async Task Install_CancelledHalfway_LeavesNothing()
    {
        using CancellationTokenSource cancel = new();
        var package = new CancellingStream(TestPackage.Plugin(), cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _installer.InstallAsync(package, InstallOptions.Default, cancel.Token));

        Assert.Empty(Find());
        AssertNothingLeft();
    }

    /// <summary>Whoever uploads leaves in the middle.</summary>
    sealed class CancellingStream(MemoryStream content, CancellationTokenSource cancel) : MemoryStream(content.ToArray())
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > 0)
                cancel.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer.Length > 100 ? buffer[..100] : buffer, cancellationToken);
        }
    }

    [Fact]
    public async Task Recover_WhereNothingWasEverInstalled_MakesNothing()
    {
        Assert.True((await _installer.RecoverAsync()).Ok);
        Assert.False(Directory.Exists(_folder.In("node_modules")));
    }

    [Fact]
    public async Task Installs_AtOnce_AreDoneOneAfterTheOther()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => InstallAsync(TestPackage.Plugin(version: $"{i}.0.0"))));

        Assert.All(results, result => Assert.True(result.Ok, result.Message));
        Assert.Single(Find());
        AssertNothingLeft();
    }

    Task<InstallResult> InstallAsync(Stream package, InstallOptions? options = null) =>
        _installer.InstallAsync(package, options ?? InstallOptions.Default, CancellationToken.None);

    IReadOnlyList<PluginPackage> Find() => PackageDiscovery.Find([_folder.In("node_modules")], (path, reason) => Assert.Fail($"{path}: {reason}"));

    void AssertNothingLeft() => Assert.False(Directory.Exists(_folder.In("node_modules/.incoming")));
}
