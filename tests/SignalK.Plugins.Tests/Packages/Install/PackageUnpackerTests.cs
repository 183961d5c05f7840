using System.Formats.Tar;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SignalK.Plugins.Packages.Install;
using TarEntry = System.Formats.Tar.TarEntry;

namespace SignalK.Plugins.Tests.Packages.Install;

public sealed class PackageUnpackerTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public void Unpack_EveryFormatOfTar_GivesTheFiles(TarEntryFormat format)
    {
        var content = new string('x', 1537);
        var longName = format == TarEntryFormat.V7 ? "short" : string.Join('/', Enumerable.Repeat("directory", 9)) + "/" + new string('n', 90);
        Unpack(TestPackage.Pack(tar =>
        {
            tar.WriteEntry(Entry(format, TarEntryType.Directory, "package/"));
            tar.WriteEntry(Entry(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, "package/" + longName, content));
            tar.WriteEntry(Entry(format, TarEntryType.Directory, "package/empty/"));
        }, format));

        Assert.Equal(content, _folder.Read("out/" + longName));
        Assert.True(Directory.Exists(_folder.In("out/empty")));
    }

    [Fact]
    public void Unpack_NamesBeyondAscii_AreKept()
    {
        Unpack(TestPackage.Pack(("package/Häfen/Travemünde.json", "{}")));

        Assert.Equal("{}", _folder.Read("out/Häfen/Travemünde.json"));
    }

    [Theory]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("package/../../evil", "leads out")]
    [InlineData("..", "leads out")]
    [InlineData("package/a\\..\\b", "characters")]
    [InlineData("package/a\nb", "characters")]
    public void Unpack_PathsThatLeadElsewhere_AreRefused(string path, string reason) =>
        Assert.Contains(reason, Refusal(TestPackage.Pack((path, "x"))));

    [Fact]
    public void Unpack_TwoFoldersAtTheTop_AreRefused() =>
        Assert.Contains("one folder", Refusal(TestPackage.Pack(("package/a", "x"), ("other/b", "x"))));

    [Fact]
    public void Unpack_TwiceTheSameName_IsRefused() =>
        Assert.Contains("twice", Refusal(TestPackage.Pack(("package/a", "x"), ("package/./a", "y"))));

    [Fact]
    public void Unpack_FileInPlaceOfADirectory_IsRefused() =>
        Assert.ThrowsAny<Exception>(() => Unpack(TestPackage.Pack(("package/a", "x"), ("package/a/b", "y"))));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void Unpack_LinksAndDevices_AreRefused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "package/x");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";

        Assert.Contains("link or a device", Refusal(TestPackage.Pack(tar => tar.WriteEntry(entry))));
    }

    [Fact]
    public void Unpack_MoreFilesThanTheCap_IsRefused()
    {
        var files = Enumerable.Range(0, 20).Select(i => ($"package/{i}", (object)"x")).ToArray();

        Assert.Contains("more than 19 entries", Refusal(TestPackage.Pack(files), new InstallOptions { MaxEntries = 19 }));
    }

    [Fact]
    public void Unpack_MoreBytesThanTheCap_IsRefused() =>
        Assert.Contains("unpacks to more than 3000 bytes", Refusal(TestPackage.Pack(("package/a", new string('x', 4000))), new InstallOptions { MaxUnpackedBytes = 3000 }));

    [Fact]
    public void Unpack_ABombOfZeros_IsRefusedByItsRatio() =>
        Assert.Contains("unpacks to more than", Refusal(TestPackage.Pack(("package/a", new byte[20 << 20]))));

    [Fact]
    public void Unpack_Modes_AreOurs()
    {
        var entry = TestPackage.File("package/run.sh", "x");
        entry.Mode = UnixFileMode.SetUser | UnixFileMode.UserExecute | UnixFileMode.OtherWrite;
        Unpack(TestPackage.Pack(tar => tar.WriteEntry(entry)));

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_folder.In("out/run.sh")) | (UnixFileMode)0b000_100_100);
    }

    [Fact]
    public void Unpack_NoGzip_IsRefused()
    {
        Assert.Contains("gzip", Refusal(new MemoryStream("not a package"u8.ToArray())));
        Assert.Contains("tar", Refusal(TestPackage.Zip("not a tar"u8.ToArray())));
        Assert.Contains("tar", Refusal(TestPackage.Zip(new byte[0])));
    }

    [Fact]
    public void Unpack_CutAnywhere_IsRefusedOrWhole()
    {
        var whole = TestPackage.Plugin().ToArray();
        // The last forty bytes are the empty blocks at the end and the checksum: every file is there without them.
        for (var length = 0; length < whole.Length - 40; length += 3)
            Refusal(new MemoryStream(whole[..length]));
    }

    [Property(MaxTest = 300)]
    public Property Unpack_AnyByteOfTheTarChanged_NeverWritesElsewhere() => Prop.ForAll(
        Gen.Choose(0, 2047).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
    {
        using var folder = new TestFolder();
        MemoryStream unpacked = new();
        using (System.Formats.Tar.TarWriter tar = new(unpacked, leaveOpen: true))
        {
            tar.WriteEntry(TestPackage.File("package/a", "content"));
            tar.WriteEntry(TestPackage.File("package/b/c", "content"));
        }
        var bytes = unpacked.ToArray();
        bytes[at] = (byte)value;
        folder.Write("inner/package.tgz", TestPackage.Zip(bytes).ToArray());
        try
        {
            PackageUnpacker.Unpack(folder.In("inner/package.tgz"), folder.In("inner/out"), InstallOptions.Default);
        }
        catch (Exception error) when (error is PackageException or IOException)
        {
        }
        return Directory.GetFileSystemEntries(folder.Path).Length == 1 && Directory.GetFileSystemEntries(folder.In("inner")).Length <= 2;
    });

    static TarEntry Entry(TarEntryFormat format, TarEntryType type, string path, string? content = null)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Gnu => new GnuTarEntry(type, path),
            TarEntryFormat.Ustar => new UstarTarEntry(type, path),
            TarEntryFormat.V7 => new V7TarEntry(type, path),
            _ => new PaxTarEntry(type, path),
        };
        if (content is not null)
            entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return entry;
    }

    string Refusal(MemoryStream package, InstallOptions? options = null)
    {
        if (Directory.Exists(_folder.In("out")))
            Directory.Delete(_folder.In("out"), recursive: true);
        return Assert.Throws<PackageException>(() => Unpack(package, options)).Message;
    }

    void Unpack(MemoryStream package, InstallOptions? options = null)
    {
        _folder.Write("package.tgz", package.ToArray());
        PackageUnpacker.Unpack(_folder.In("package.tgz"), _folder.In("out"), options ?? InstallOptions.Default);
    }
}
