using System.Text;
using SignalK.Core.Storage;

namespace SignalK.Core.Tests.Storage;

public sealed class DurableFileTests : IDisposable
{
    static readonly ContentCheck Good = content => content.Span.StartsWith("good"u8) && content.Span.EndsWith("."u8) ? null : "no good";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable");

    string FilePath => Path.Combine(_folder.FullName, "settings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_NewContent_IsReadBackAndLeavesNoTemporary()
    {
        Assert.Equal(WriteOutcome.Written, Write("good 1."));

        Assert.Equal(("good 1.", ReadOrigin.File, null), Read());
        Assert.Equal(["settings.json"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_SameContent_TouchesNothing()
    {
        Write("good 1.");
        Assert.Equal(WriteOutcome.Unchanged, Write("good 1."));
    }

    [Fact]
    public void Delete_TakesTheFileAndAllThatWasKeptOfIt()
    {
        Write("good 1.");
        Write("good 2.");
        File.WriteAllText(FilePath, "broken");
        Read();
        File.WriteAllText(Path.Combine(_folder.FullName, ".generations", "settings.json2.000001"), "of another");

        Assert.Equal(WriteOutcome.Written, new DurableFile(FilePath).Delete());
        Assert.Equal(WriteOutcome.Unchanged, new DurableFile(FilePath).Delete());

        Assert.Equal(["settings.json2.000001"], Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_Often_KeepsTheNewestFiveGenerations()
    {
        for (var i = 1; i <= 8; i++)
            Write($"good {i}.");

        Assert.Equal(["good 4.", "good 5.", "good 6.", "good 7.", "good 8."],
            Directory.GetFiles(Path.Combine(_folder.FullName, ".generations")).Order().Select(File.ReadAllText));
    }

    [Fact]
    public void Read_BrokenFile_FallsBackToTheNewestGoodGenerationAndKeepsTheBrokenOneAside()
    {
        Write("good 1.");
        Write("good 2.");
        File.WriteAllText(FilePath, "bro");

        var (content, origin, fault) = Read();

        Assert.Equal(("good 2.", ReadOrigin.Generation), (content, origin));
        Assert.Contains(FilePath, fault);
        Write("good 3.");
        Assert.Equal("bro", File.ReadAllText(Path.Combine(_folder.FullName, ".generations", "settings.json.broken")));
    }

    [Fact]
    public void Read_BrokenFileAndBrokenGeneration_FallsFurtherBack()
    {
        Write("good 1.");
        Write("good 2.");
        File.WriteAllText(FilePath, "bro");
        File.WriteAllText(Path.Combine(_folder.FullName, ".generations", "settings.json.000002"), "ken");

        Assert.Equal("good 1.", Read().Content);
    }

    [Fact]
    public void Read_BrokenWithoutGenerations_SaysSoAndThrowsNothing()
    {
        File.WriteAllText(FilePath, "bro");

        var (content, origin, fault) = Read();

        Assert.Equal((null, ReadOrigin.Nothing), (content, origin));
        Assert.Contains("no good generation", fault);
    }

    [Fact]
    public void Read_MissingFile_IsNothingEvenWithGenerations()
    {
        Write("good 1.");
        File.Delete(FilePath);

        Assert.Equal((null, ReadOrigin.Missing, null), Read());
    }

    [Fact]
    public void Read_GoodContentOfAnEditor_BecomesAGeneration()
    {
        Write("good 1.");
        File.WriteAllText(FilePath, "good by hand.");
        Read();
        File.WriteAllText(FilePath, "bro");

        Assert.Equal("good by hand.", Read().Content);
    }

    [Fact]
    public void Read_ReadOnly_LeavesNoTrace()
    {
        File.WriteAllText(FilePath, "bro");
        var file = new DurableFile(FilePath, new DurableFileOptions { ReadOnly = true });

        Assert.Equal(ReadOrigin.Nothing, file.Read(Good).Origin);
        Assert.False(file.Write("good."u8).Ok);
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void Read_OverTheCap_IsBrokenBeforeItIsLoaded()
    {
        File.WriteAllText(FilePath, "good and far too long.");

        var outcome = new DurableFile(FilePath, new DurableFileOptions { LargestRead = 10 }).Read(Good);

        Assert.Equal(ReadOrigin.Nothing, outcome.Origin);
        Assert.Contains("more than 10", outcome.Fault);
    }

    [Fact]
    public void Write_ThroughASymbolicLink_KeepsTheLink()
    {
        var target = Path.Combine(_folder.FullName, "elsewhere.json");
        File.WriteAllText(target, "good 1.");
        File.CreateSymbolicLink(FilePath, target);

        Write("good 2.");

        Assert.Equal(target, new FileInfo(FilePath).LinkTarget);
        Assert.Equal("good 2.", File.ReadAllText(target));
    }

    [Fact]
    public void Write_Secret_IsReadableByItsOwnerAlone()
    {
        File.WriteAllText(FilePath, "good 1.");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        new DurableFile(FilePath, DurableFileOptions.ForSecrets).Write("good 2."u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Write_PowerGoesAtAnyOperation_LeavesTheOldContentOrTheNew()
    {
        Write("good old.");
        var outcomes = new HashSet<string?>();
        for (var step = 0; ; step++)
        {
            new DurableFile(FilePath).Write("good old."u8);
            var disk = new FailingDisk(step);
            var written = new DurableFile(FilePath, null, disk).Write(Encoding.UTF8.GetBytes($"good new {step}."));
            if (!disk.Failed)
                break;

            var (content, _, _) = Read();
            Assert.Contains(content, (string[])["good old.", $"good new {step}."]);
            if (written.Ok)
                Assert.Equal($"good new {step}.", content);
            else
                Assert.Contains("No space left", written.Error);
            outcomes.Add(content);
        }
        Assert.Contains("good old.", outcomes);
    }

    WriteOutcome Write(string content) => new DurableFile(FilePath).Write(Encoding.UTF8.GetBytes(content));

    (string? Content, ReadOrigin Origin, string? Fault) Read()
    {
        var (content, origin, fault) = new DurableFile(FilePath).Read(Good);
        return (content is null ? null : Encoding.UTF8.GetString(content), origin, fault);
    }
}
