using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Options;
using SignalK.Connections.Recording;
using SignalK.Connections.Supervision;
using SignalK.Core.Faults;
using SignalK.Core.Storage;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Recording;

public sealed class RecorderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("recorder").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 12, 30, 0, TimeSpan.Zero));

    private string[] Names => [.. Directory.EnumerateFiles(_directory).Select(static f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private long Size => Directory.EnumerateFiles(_directory).Sum(static f => new FileInfo(f).Length);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Record_WritesUpstreamsFormat_ThatPlaysBack()
    {
        await using (var recorder = New())
        {
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(1)));
            _time.Advance(TimeSpan.FromMilliseconds(250));
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(2)));
        }

        var file = Path.Combine(_directory, "skserver-raw_2026-01-15T12.log");
        Assert.Equal([$"1768480200000;N;{Sentences.Depth(1)}", $"1768480200250;N;{Sentences.Depth(2)}"], await File.ReadAllLinesAsync(file));
        await using var boat = new Harness();
        await boat.RunAsync(new PlaybackOptions { Id = "file", Path = file, Speed = double.PositiveInfinity });
        await Eventually.Is(ConnectionState.Stopped, () => boat["file"].State);
        Assert.Equal([1, 2], boat.Depths);
    }

    [Fact]
    public async Task Connection_ThatRecords_WritesWhatItReceives()
    {
        var source = Path.Combine(_directory, "source");
        await File.WriteAllTextAsync(source, $"{Sentences.Depth(3)}\r\n$SDDBT,damaged*00\r\n");
        await using (var recorder = New())
        {
            await using var boat = new Harness(s => s with { Recorder = recorder });
            await boat.RunAsync(new PlaybackOptions { Id = "file", Path = source, Speed = double.PositiveInfinity, Record = true });
            await Eventually.Is(ConnectionState.Stopped, () => boat["file"].State);
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(_directory, "skserver-raw_2026-01-15T12.log"));
        Assert.Equal(["N;" + Sentences.Depth(3), "N;$SDDBT,damaged*00"], lines.Select(static l => l[14..]));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("1768480200000;N;$SDDBT,3.", 1)]
    [InlineData("\0\0\0\0", 1)]
    [InlineData("1768480200000;N;$SD\0\0", 1)]
    [InlineData("x", 20_000)]
    public async Task Record_AfterAPowerCut_GoesOnBehindTheLastWholeLine(string left, int times)
    {
        var whole = $"1768480200000;N;{Sentences.Depth(1)}\n";
        var file = Path.Combine(_directory, "skserver-raw_2026-01-15T12.log");
        await File.WriteAllTextAsync(file, whole + string.Concat(Enumerable.Repeat(left, times)));
        await using (var recorder = New())
        {
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(2)));
            recorder.WriteOut();
            Assert.Equal(new FileInfo(file).Length, recorder.Status().Bytes);
        }

        Assert.Equal($"{whole}1768480200000;N;{Sentences.Depth(2)}\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Record_AfterAPowerCutThatLostASector_GoesOnBeforeIt()
    {
        var line = $"1768480200000;N;{Sentences.Depth(1)}\n";
        var file = Path.Combine(_directory, "skserver-raw_2026-01-15T12.log");
        var lines = string.Concat(Enumerable.Repeat(line, 40));
        var lost = string.Concat(lines.AsSpan(0, 700), new string('\0', 1024 - 700), lines.AsSpan(1024));
        await File.WriteAllTextAsync(file, lost);
        await using (var recorder = New())
        {
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(2)));
            recorder.WriteOut();
        }

        var whole = lines[..(lines.LastIndexOf('\n', 699) + 1)];
        Assert.Equal($"{whole}1768480200000;N;{Sentences.Depth(2)}\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Record_ZerosThatAReceiverSent_AreKept()
    {
        var sent = $"1768480200000;N;$\0\0\0\n1768480200000;N;{Sentences.Depth(1)}\n";
        var file = Path.Combine(_directory, "skserver-raw_2026-01-15T12.log");
        await File.WriteAllTextAsync(file, sent);
        await using (var recorder = New())
        {
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(2)));
            recorder.WriteOut();
        }

        Assert.StartsWith(sent, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Record_NextHour_StartsAnotherFile()
    {
        await using var recorder = New();
        recorder.Record(RawLog.Nmea0183, "$A"u8);
        recorder.WriteOut();
        _time.Advance(TimeSpan.FromHours(1));
        recorder.Record(RawLog.Nmea0183, "$B"u8);
        recorder.WriteOut();

        Assert.Equal(["skserver-raw_2026-01-15T12.log", "skserver-raw_2026-01-15T13.log"], Names);
    }

    [Fact]
    public async Task Record_BeyondTheBudget_OldestRecordingsGiveWay()
    {
        await File.WriteAllBytesAsync(Path.Combine(_directory, "skserver-raw_2025-12-31T23.log"), new byte[3_000]);
        await File.WriteAllBytesAsync(Path.Combine(_directory, "kept.txt"), new byte[5]);
        await using var recorder = New(maxBytes: 10_000);
        for (var i = 0; i < 1_000; i++)
        {
            recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(i)));
            recorder.WriteOut();
            Assert.True(Size <= 10_005, $"{Size} bytes after line {i}");
        }

        Assert.Equal(Size - 5, recorder.Status().Bytes);
        Assert.DoesNotContain("skserver-raw_2025-12-31T23.log", Names);
        Assert.Contains("kept.txt", Names);
        Assert.Contains(Sentences.Depth(999), string.Concat(Directory.EnumerateFiles(_directory, "skserver*").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Equal(0, recorder.Status().Dropped);
    }

    [Fact]
    public async Task Record_CommonBudgetIsUsedUp_DropsCountsAndShowsIt()
    {
        var budget = new ByteBudget(1_000);
        budget.Share("settings").Take(990);
        await using var recorder = New(share: budget.Share("recordings"));

        recorder.Record(RawLog.Nmea0183, Bytes(Sentences.Depth(1)));
        recorder.WriteOut();

        Assert.Equal(1, recorder.Status().Dropped);
        Assert.Contains("budget", recorder.Status().Error, StringComparison.Ordinal);
        Assert.Empty(Names);
    }

    [Fact]
    public async Task Record_MediumRefuses_CountsShowsAndGoesOnWhenItWorksAgain()
    {
        var blocked = Path.Combine(_directory, "recordings");
        await File.WriteAllTextAsync(blocked, "a file where the directory should be");
        var faults = new FaultBoard(_time);
        await using var recorder = new Recorder(new RecorderOptions { Directory = blocked }, NullLoggerFactory.Instance, _time, faults);
        recorder.Record(RawLog.Nmea0183, "$A"u8);
        recorder.WriteOut();

        Assert.Equal((0, 1, 1), (recorder.Status().Lines, recorder.Status().Dropped, recorder.Status().WriteFaults));
        Assert.NotNull(recorder.Status().Error);
        Assert.Equal(0, recorder.Status().Bytes);
        Assert.Single(faults.Current);

        File.Delete(blocked);
        recorder.Record(RawLog.Nmea0183, "$B"u8);
        recorder.WriteOut();
        Assert.Equal((1, 1), (recorder.Status().Lines, recorder.Status().Dropped));
        Assert.Null(recorder.Status().Error);
        Assert.Empty(faults.Current);
    }

    [Fact]
    public async Task Record_DiskIsFull_CountsWhatIsLost()
    {
        File.CreateSymbolicLink(Path.Combine(_directory, "skserver-raw_2026-01-15T12.log"), "/dev/full");
        await using var recorder = New();
        recorder.Record(RawLog.Nmea0183, "$A"u8);
        recorder.WriteOut();

        Assert.Equal((0, 1, 1), (recorder.Status().Lines, recorder.Status().Dropped, recorder.Status().WriteFaults));
        Assert.Contains("No space left", recorder.Status().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1449923552000;N;$GPRMC,1", true)]
    [InlineData("1449923552000;N;", true)]
    [InlineData("1449923552000;N", false)]
    [InlineData("1449923552000;;$GPRMC", false)]
    [InlineData("44;N;$GPRMC", false)]
    [InlineData("$GPRMC,1449923552000;N;", false)]
    [InlineData("", false)]
    public void TryParse_TellsARawLog(string line, bool expected) => Assert.Equal(expected, RawLog.TryParse(Bytes(line), out _, out _, out _));

    private Recorder New(long maxBytes = 1_000_000, BudgetShare? share = null) =>
        new(new RecorderOptions { Directory = _directory, MaxBytes = maxBytes }, NullLoggerFactory.Instance, _time, null, share);

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
