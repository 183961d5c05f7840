using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Settings;

public sealed class PluginStorageTests : IDisposable
{
    static readonly PluginId s_id = new("@a/b");

    readonly TestFolder _folder = new();
    readonly PluginStorage _storage;
    readonly NodeDataMigration _migration;

    public PluginStorageTests()
    {
        var paths = new PluginPaths(_folder.Path);
        (_storage, _migration) = (new PluginStorage(paths), new NodeDataMigration(paths));
    }

    public void Dispose() => _folder.Dispose();

    const string Data = "plugin-config-data/_a_b/";

    [Fact]
    public void Prepare_ForTheFirstTime_MakesTheThreeFolders()
    {
        Assert.False(_storage.Exists(s_id));
        Assert.Equal(_folder.In("plugin-config-data", "_a_b", "vfs"), _storage.Prepare(s_id));

        Assert.True(_storage.Exists(s_id));
        Assert.Equal(["config", "data", "tmp"], Directory.GetDirectories(_folder.In(Data, "vfs")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Prepare_Again_EmptiesTmpAndKeepsTheRest()
    {
        _storage.Prepare(s_id);
        _folder.Write(Data + "vfs/data/keep", "x");
        _folder.Write(Data + "vfs/tmp/sub/drop", "x");

        _storage.Prepare(s_id);

        Assert.True(File.Exists(_folder.In(Data, "vfs/data/keep")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.In(Data, "vfs/tmp")));
    }

    [Fact]
    public void Prepare_TmpIsALink_LeavesWhatItLeadsTo()
    {
        var outside = _folder.Write("outside/precious", "x");
        _storage.Prepare(s_id);
        Directory.Delete(_folder.In(Data, "vfs/tmp"));
        Directory.CreateSymbolicLink(_folder.In(Data, "vfs/tmp"), _folder.In("outside"));

        _storage.Prepare(s_id);

        Assert.True(File.Exists(outside));
        Assert.Null(new DirectoryInfo(_folder.In(Data, "vfs/tmp")).LinkTarget);
    }

    [Fact]
    public void DiskBytes_CountsFilesAndNotWhatLinksLeadTo()
    {
        _folder.Write("outside/big", new string('x', 5000));
        _folder.Write(Data + "vfs/data/a", "12345");
        _folder.Write(Data + "vfs/tmp/b/c", "678");
        Directory.CreateSymbolicLink(_folder.In(Data, "vfs/data/link"), _folder.In("outside"));
        File.CreateSymbolicLink(_folder.In(Data, "vfs/data/file"), _folder.In("outside/big"));

        Assert.Equal(8, _storage.DiskBytes(s_id));
        Assert.Equal(0, _storage.DiskBytes(new PluginId("none")));
    }

    [Fact]
    public void Delete_RemovesTheFolderAndNotWhatLinksLeadTo()
    {
        var outside = _folder.Write("outside/precious", "x");
        _folder.Write(Data + "vfs/data/a", "12345");
        Directory.CreateSymbolicLink(_folder.In(Data, "vfs/data/link"), _folder.In("outside"));

        _storage.Delete(s_id);
        _storage.Delete(s_id);

        Assert.False(Directory.Exists(_folder.In(Data)));
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public void Migration_AllFiles_AreCopiedOnceAndStay()
    {
        _folder.Write(Data + "tracks/2025.json", "[1]");
        _folder.Write(Data + "state.json", "{}");

        Assert.Equal((2, 5L), (_migration.Run(s_id, [], 1000) is var done ? done.Files : 0, done.Bytes));

        Assert.Equal("[1]", _folder.Read(Data + "vfs/data/tracks/2025.json"));
        Assert.Equal("[1]", _folder.Read(Data + "tracks/2025.json"));
        Assert.False(Directory.Exists(_folder.In(Data, ".vfs-new")));
        Assert.Equal(MigrationOutcome.Nothing, _migration.Run(s_id, [], 1000));
    }

    [Fact]
    public void Migration_NamedFiles_AreTakenAndNothingElse()
    {
        _folder.Write("plugin-config-data/secret.json", "{}");
        _folder.Write(Data + "state.json", "{}");
        _folder.Write(Data + "other.json", "{}");
        File.CreateSymbolicLink(_folder.In(Data, "link.json"), "../secret.json");

        var done = _migration.Run(s_id, ["state.json", "../secret.json", "link.json", "missing.json", "/etc/passwd"], 1000);

        Assert.Equal(1, done.Files);
        Assert.Equal(["../secret.json", "link.json", "missing.json", "/etc/passwd"], done.Skipped);
        Assert.Equal(["state.json"], Directory.GetFiles(_folder.In(Data, "vfs/data")).Select(Path.GetFileName));
    }

    [Fact]
    public void Migration_BeyondTheQuota_CopiesNothingAndSaysWhy()
    {
        _folder.Write(Data + "big", new string('x', 100));

        Assert.NotNull(_migration.Run(s_id, [], 99).Error);
        Assert.False(_storage.Exists(s_id));
    }

    [Fact]
    public void Migration_LeftUnfinishedByAPowerCut_BeginsAnew()
    {
        _folder.Write(Data + "state.json", "{}");
        _folder.Write(Data + ".vfs-new/data/half", "x");

        Assert.Equal(1, _migration.Run(s_id, [], 1000).Files);
        Assert.Equal(["state.json"], Directory.GetFiles(_folder.In(Data, "vfs/data")).Select(Path.GetFileName));
    }

    [Fact]
    public void Migration_NothingThere_DoesNothing() => Assert.Equal(MigrationOutcome.Nothing, _migration.Run(s_id, [], 1000));
}
