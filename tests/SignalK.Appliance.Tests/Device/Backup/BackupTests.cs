using System.IO.Compression;
using System.Text;
using SignalK.Appliance.Device.Backup;

namespace SignalK.Appliance.Tests.Device.Backup;

public sealed class BackupTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backup");
    readonly string _boat;
    readonly string _other;

    public BackupTests()
    {
        (_boat, _other) = (In("boat"), In("other"));
        Put(_boat, "settings.json", """{"port": 3000}""");
        Put(_boat, "security.json", """{"secretKey": "k"}""");
        Put(_boat, "baseDeltas.json", "[]");
        Put(_boat, "plugin-config-data/charts.json", """{"enabled": true}""");
        Put(_boat, "node_modules/@boat/app/package.json", "{}");
        Put(_boat, "recordings/today.log", "large");
        Put(_boat, "skserver-raw.log", "large");
        Put(_boat, ".generations/security.json.000001", "old secret");
        Put(_boat, ".running", "of this start");
        Put(_boat, "plugin-config-data/.boots", "1");
        Put(_boat, "plugin-config-data/charts/vfs/.hidden", "the plugin's own");
        File.CreateSymbolicLink(Path.Combine(_boat, "link.json"), "/etc/passwd");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Backup_WithSecrets_RestoresEverythingThatIsTheOwners()
    {
        var message = Restore(_other, Make(secrets: true));

        Assert.StartsWith("6 files of a backup by version", message);
        Assert.Equal(["baseDeltas.json", "node_modules/@boat/app/package.json", "plugin-config-data/charts.json", "plugin-config-data/charts/vfs/.hidden", "security.json", "settings.json"], Files(_other));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_other, "security.json")));
    }

    [Fact]
    public void Backup_WithoutSecrets_LeavesThoseOfTheUnitInPlace()
    {
        Put(_other, "security.json", """{"secretKey": "mine"}""");
        Put(_other, "settings.json", """{"port": 1}""");
        Put(_other, "gone.json", "{}");
        Put(_other, "recordings/mine.log", "kept");

        Restore(_other, Make(secrets: false));

        Assert.Contains("mine", File.ReadAllText(Path.Combine(_other, "security.json")));
        Assert.Contains("3000", File.ReadAllText(Path.Combine(_other, "settings.json")));
        Assert.False(File.Exists(Path.Combine(_other, "gone.json")));
        Assert.True(File.Exists(Path.Combine(_other, "recordings/mine.log")));
    }

    [Fact]
    public void Undo_AfterARestore_BringsTheOldBackAndAgainTheNew()
    {
        Put(_other, "settings.json", """{"port": 1}""");
        Put(_other, "gone.json", "{}");
        Restore(_other, Make(secrets: false));

        Assert.True(new RestoreSwap(_other).Undo());
        Assert.Contains("1", File.ReadAllText(Path.Combine(_other, "settings.json")));
        Assert.True(File.Exists(Path.Combine(_other, "gone.json")));
        Assert.False(Directory.Exists(Path.Combine(_other, "plugin-config-data")));

        Assert.True(new RestoreSwap(_other).Undo());
        Assert.Contains("3000", File.ReadAllText(Path.Combine(_other, "settings.json")));
    }

    [Fact]
    public void Undo_OfAnEmptyConfiguration_TakesWhatTheBackupBrought()
    {
        Restore(_other, Make(secrets: true));

        new RestoreSwap(_other).Undo();

        Assert.Empty(Files(_other));
    }

    [Fact]
    public void Undo_WithoutARestore_HasNothing() => Assert.False(new RestoreSwap(_other).Undo());

    [Theory]
    [InlineData("")]
    [InlineData(".signalk/")]
    [InlineData("home/pi/.signalk/")]
    public void Restore_ThePeersDirectoryZipped_IsTakenFromWhereverItLies(string prefix)
    {
        var zip = Zip((prefix + "settings.json", """{"vessel": 1} // theirs"""), (prefix + "plugin-config-data/x.json", "{}"), (prefix + "node_modules/p/settings.json", "{}"),
            (prefix + "skserver-raw.log", "large"), (prefix + "package.json", "{}"));

        var message = Restore(_other, zip);

        Assert.Equal("4 files of a signalk-server configuration; in force from the next start", message);
        Assert.Equal(["node_modules/p/settings.json", "package.json", "plugin-config-data/x.json", "settings.json"], Files(_other));
    }

    [Theory]
    [InlineData("../../evil", "leads out of the backup")]
    [InlineData("a/../../evil", "leads out of the backup")]
    [InlineData("/etc/evil", "is no path within a backup")]
    [InlineData("a\\..\\evil", "is no path within a backup")]
    [InlineData("C:evil", "is no path within a backup")]
    [InlineData("a//b", "leads out of the backup")]
    public void Restore_ANameThatLeadsElsewhere_IsRefused(string name, string why)
    {
        Put(_other, "settings.json", """{"port": 1}""");

        Assert.Contains(why, Refused(Zip(("settings.json", "{}"), (name, "x"))));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "evil")));
    }

    [Fact]
    public void Restore_ALink_IsLeftOut()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip.CreateEntry("settings.json"), "{}");
            var link = zip.CreateEntry("out");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            Write(link, "/etc");
        }

        Restore(_other, stream);

        Assert.Equal(["settings.json"], Files(_other));
    }

    [Fact]
    public void Restore_NoZip_IsRefused() => Assert.Equal("this is no zip file", Refused(new MemoryStream(Encoding.UTF8.GetBytes("hello, this is text"))));

    [Fact]
    public void Restore_AnEmptyFile_IsRefused() => Assert.Equal("this is no zip file", Refused(new MemoryStream()));

    [Fact]
    public void Restore_SomeOtherZip_IsRefused() => Assert.Contains("neither a backup nor", Refused(Zip(("photo.jpg", "x"))));

    [Fact]
    public void Restore_BrokenSettings_AreRefused() => Assert.Contains("settings.json in it is damaged", Refused(Zip(("settings.json", "{"))));

    [Fact]
    public void Restore_TooMuchUnpacked_IsRefused() =>
        Assert.Contains("larger than a backup may be", Refused(Zip(("settings.json", "{}"), ("a", new string('x', 2000))), BackupLimits.Default with { Content = 1000 }));

    [Fact]
    public void Restore_TooManyFiles_IsRefused() =>
        Assert.Contains("more than 2 files", Refused(Zip(("settings.json", "{}"), ("a", ""), ("b", "")), BackupLimits.Default with { Files = 2 }));

    [Fact]
    public void Restore_ABackupOfTheFuture_IsRefused() =>
        Assert.Contains("newer version (9.9)", Refused(Zip(("signalk-backup.json", """{"format":"signalk-appliance-backup","version":2,"product":"9.9","created":"2030-01-01T00:00:00Z","secrets":false,"files":[]}"""))));

    [Fact]
    public void Restore_AFileThatIsNotListed_IsRefused() =>
        Assert.Contains("not on its list", Refused(Change(Make(secrets: false), zip => Write(zip.CreateEntry("extra"), "x"))));

    [Fact]
    public void Restore_AFileMissing_IsRefused() =>
        Assert.Contains("is missing in the backup", Refused(Change(Make(secrets: false), zip => zip.GetEntry("baseDeltas.json")!.Delete())));

    [Fact]
    public void Restore_AFileChanged_IsRefused()
    {
        var changed = Change(Make(secrets: false), zip =>
        {
            zip.GetEntry("baseDeltas.json")!.Delete();
            Write(zip.CreateEntry("baseDeltas.json"), "{}");
        });

        Assert.Contains("\"baseDeltas.json\" is damaged", Refused(changed));
    }

    [Fact]
    public void Restore_CutAtAnyLength_ChangesNothing()
    {
        var whole = Make(secrets: true).ToArray();
        Put(_other, "settings.json", """{"port": 1}""");
        for (var length = 0; length < whole.Length; length += 37)
            Assert.NotEmpty(Refused(new MemoryStream(whole[..length])));
        Assert.Equal(["settings.json"], Files(_other));
    }

    [Fact]
    public void Restore_PowerCutAtAnyStep_EndsInTheOldOrTheNew()
    {
        var backup = Make(secrets: true);
        for (var cut = 0; ; cut++)
        {
            var config = In($"cut{cut}");
            Put(config, "settings.json", """{"port": 1}""");
            Put(config, "old/a.json", "{}");
            var left = cut;
            var swap = new RestoreSwap(config) { Step = () => { if (left-- == 0) throw new IOException("power"); } };
            var isCut = false;
            swap.Prepare();
            backup.Position = 0;
            new BackupReader(BackupLimits.Default).Unpack(backup, swap.New);
            try
            {
                swap.Commit();
                swap.Complete();
            }
            catch (IOException)
            {
                isCut = true;
            }

            new RestoreSwap(config).Complete();

            var isNew = File.ReadAllText(Path.Combine(config, "settings.json")).Contains("3000");
            Assert.Equal(isNew ? 6 : 2, Files(config).Count());
            if (!isCut)
                break;
            Assert.True(isNew || cut == 0);
        }
    }

    [Fact]
    public void Undo_PowerCutAtAnyStep_EndsInTheOldAndMayBeUndone()
    {
        var backup = Make(secrets: true);
        var isCut = true;
        for (var cut = 0; isCut; cut++)
        {
            var config = In($"cut{cut}");
            Put(config, "settings.json", """{"port": 1}""");
            Put(config, "old/a.json", "{}");
            backup.Position = 0;
            Restore(config, backup);
            var restored = Files(config).ToList();
            Assert.Equal(6, restored.Count);
            var left = cut;
            isCut = false;
            try
            {
                new RestoreSwap(config) { Step = () => { if (left-- == 0) throw new IOException("power"); } }.Undo();
            }
            catch (IOException)
            {
                isCut = true;
            }

            new RestoreSwap(config).Complete();

            Assert.Equal(["old/a.json", "settings.json"], Files(config));
            Assert.Contains("1", File.ReadAllText(Path.Combine(config, "settings.json")));
            Assert.True(new RestoreSwap(config).Undo());
            Assert.Equal(restored, Files(config));
        }
    }

    [Fact]
    public void Restore_WhileTheLastIsUnderWay_IsRefused()
    {
        Put(_other, "settings.json", """{"port": 1}""");
        Restore(_other, Make(secrets: true));
        Assert.Throws<IOException>(() => new RestoreSwap(_other) { Step = () => throw new IOException("power") }.Undo());

        using var backups = new Backups(_other, TimeProvider.System);

        Assert.Contains("has not ended", backups.Stage(Make(secrets: true)).Message);
    }

    MemoryStream Make(bool secrets)
    {
        var stream = new MemoryStream();
        BackupWriter.Write(stream, _boat, secrets, BackupLimits.Default, TimeProvider.System);
        return stream;
    }

    string Restore(string config, MemoryStream zip)
    {
        using var backups = new Backups(config, TimeProvider.System);
        var outcome = backups.Stage(zip);
        Assert.True(outcome.Ok, outcome.Message);
        Assert.True(new RestoreSwap(config).Complete());
        return outcome.Message;
    }

    string Refused(MemoryStream zip, BackupLimits? limits = null)
    {
        var before = Files(_other).ToList();
        using var backups = new Backups(_other, TimeProvider.System, limits);
        var outcome = backups.Stage(zip);
        Assert.False(outcome.Ok, "it was taken");
        Assert.False(new RestoreSwap(_other).Complete());
        Assert.Equal(before, Files(_other));
        return outcome.Message;
    }

    static MemoryStream Change(MemoryStream zip, Action<ZipArchive> change)
    {
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
            change(archive);
        return zip;
    }

    static MemoryStream Zip(params (string Name, string Content)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                Write(zip.CreateEntry(name), content);
        }
        return stream;
    }

    static void Write(ZipArchiveEntry entry, string content)
    {
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file)).Where(file => !file.StartsWith(".restore/") && !file.StartsWith("recordings/")).Order(StringComparer.Ordinal);

    static void Put(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    string In(string name) => _folder.CreateSubdirectory(name).FullName;
}
