using SignalK.Core.Streams;

namespace SignalK.Core.Tests.Streams;

public class BinaryStreamsTests
{
    [Fact]
    public void Push_ReachesTheListenersOfItsStreamAlone_WithOneCopy()
    {
        var streams = new BinaryStreams();
        Sink one = new(), two = new(), other = new();
        using var first = streams.Listen("radars/r1", one);
        using var second = streams.Listen("radars/r1", two);
        using var third = streams.Listen("radars/r2", other);
        byte[] frame = [1, 2, 3];
        Assert.True(streams.Push("radars/r1", frame));
        frame[0] = 9;
        Assert.Equal([1, 2, 3], Assert.Single(one.Frames).ToArray());
        Assert.True(one.Frames[0].Equals(two.Frames[0]));
        Assert.Empty(other.Frames);
    }

    [Fact]
    public void Push_WithoutListeners_IsCountedAndGone()
    {
        var streams = new BinaryStreams();
        Assert.True(streams.Push("radars/r1", [1, 2]));
        Assert.Equal((1, 2), (streams.Frames, streams.Bytes));
        Assert.Equal(0, streams.ListenersOf("radars/r1"));
    }

    [Fact]
    public void Push_OfAFrameTooLong_IsRefused()
    {
        var streams = new BinaryStreams();
        var sink = new Sink();
        using var listener = streams.Listen("s", sink);
        Assert.True(streams.Push("s", new byte[BinaryStreams.MaxFrameBytes]));
        Assert.False(streams.Push("s", new byte[BinaryStreams.MaxFrameBytes + 1]));
        Assert.Single(sink.Frames);
        Assert.Equal(1, streams.Refused);
    }

    [Fact]
    public void Dispose_Leaves_AndTheOthersStay()
    {
        var streams = new BinaryStreams();
        Sink one = new(), two = new();
        var first = streams.Listen("s", one);
        using var second = streams.Listen("s", two);
        first.Dispose();
        first.Dispose();
        streams.Push("s", [1]);
        Assert.Empty(one.Frames);
        Assert.Single(two.Frames);
        second.Dispose();
        Assert.Equal(0, streams.ListenersOf("s"));
    }

    [Fact]
    public void End_TellsTheListeners()
    {
        var streams = new BinaryStreams();
        var sink = new Sink();
        using var listener = streams.Listen("s", sink);
        streams.End("s");
        Assert.True(sink.IsEnded);
        Assert.Equal(0, streams.ListenersOf("s"));
    }

    private sealed class Sink : IBinarySink
    {
        public List<ReadOnlyMemory<byte>> Frames { get; } = [];

        public bool IsEnded { get; private set; }

        public void Offer(ReadOnlyMemory<byte> frame) => Frames.Add(frame);

        public void End() => IsEnded = true;
    }
}
