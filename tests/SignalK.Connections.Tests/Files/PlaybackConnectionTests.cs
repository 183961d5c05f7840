using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Files;

public sealed class PlaybackConnectionTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private PlaybackOptions Options => new() { Id = "file", Path = _path };

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task RawLog_PlaysAtItsRecordedPace()
    {
        var time = new FakeTimeProvider();
        await using var boat = new Harness(time: time);
        await File.WriteAllLinesAsync(_path,
        [
            $"1449923552000;N;{Sentences.Depth(1)}",
            $"1449923552000;I;{{\"updates\":[{{\"values\":[{{\"path\":\"a.b\",\"value\":7}}]}}]}}",
            $"1449923562000;N;{Sentences.Depth(2)}",
        ]);

        await boat.RunAsync(Options with { Speed = 2 });
        await Eventually.Is(2, () => boat.Values.Count);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(ConnectionState.Running, boat["file"].State);
        Assert.Equal(2, boat.Values.Count);

        await Eventually.Is(() =>
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            return boat.Values.Count == 3;
        });
        await Eventually.Is(ConnectionState.Stopped, () => boat["file"].State);
        Assert.Equal(["environment.depth.belowTransducer", "a.b", "environment.depth.belowTransducer"], boat.Values.Select(static v => v.Path));
    }

    [Fact]
    public async Task File_WithoutLineEndAndWithComments_IsPlayedWhole()
    {
        await using var boat = new Harness();
        await File.WriteAllTextAsync(_path, $"# a comment\r\n{Sentences.Depth(1)}\r\n\r\nnoise\r\n{Sentences.Depth(2)}");

        await boat.RunAsync(Options with { Speed = double.PositiveInfinity });

        await Eventually.Is(ConnectionState.Stopped, () => boat["file"].State);
        Assert.Equal([1, 2], boat.Depths);
    }

    [Fact]
    public async Task File_Loops_StartsAgain()
    {
        await using var boat = new Harness();
        await File.WriteAllTextAsync(_path, Sentences.Depth(1) + "\n");

        await boat.RunAsync(Options with { Speed = 1000, Loop = true });

        await Eventually.Is(true, () => boat.Depths.Count() > 3);
        Assert.Equal(ConnectionState.Running, boat["file"].State);
    }

    [Fact]
    public async Task File_Missing_IsNamed()
    {
        await using var boat = new Harness();

        await boat.RunAsync(Options with { Path = "/nowhere/sail.log" });

        await Eventually.Is(ConnectionState.Failed, () => boat["file"].State);
        Assert.Equal("no file /nowhere/sail.log", boat["file"].Error);
    }

    [RecordingsFact]
    public async Task Recordings_OfRealReceivers_PlayWithoutAFault()
    {
        using var recordings = Recordings.Unpack();
        await using var boat = new Harness();
        var ids = recordings.Files.Select(static (path, i) => new PlaybackOptions { Id = $"log{i}", Path = path, Speed = double.PositiveInfinity });

        await boat.Manager.ApplyAsync(ids);

        await Eventually.Is(true, () => boat.Manager.Status().All(static s => s.State == ConnectionState.Stopped));
        Assert.Equal(47, boat.Manager.Status().Count);
        Assert.All(boat.Manager.Status(), static s => Assert.True(s.Input.Sentences > 0, s.Id));
    }
}
