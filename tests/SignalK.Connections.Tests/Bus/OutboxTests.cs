using System.Text;
using SignalK.Connections.Bus;

namespace SignalK.Connections.Tests.Bus;

public sealed class OutboxTests
{
    [Fact]
    public void Take_AfterAppends_GivesAllLinesInOrderOnce()
    {
        var outbox = new Outbox(1024);
        outbox.Append("one"u8);
        outbox.Append("two"u8);

        Assert.Equal("one\r\ntwo\r\n", Text(outbox.Take()));
        Assert.True(outbox.Take().IsEmpty);
    }

    [Fact]
    public void Append_WhenFull_DropsOldestWholeLinesAndCountsThem()
    {
        var outbox = new Outbox(100);
        for (var i = 0; i < 1_000; i++)
        {
            outbox.Append(Encoding.ASCII.GetBytes($"line {i:000}"));
        }

        var lines = Text(outbox.Take()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("line 999", lines[^1]);
        Assert.Equal(1_000, outbox.Dropped + lines.Length);
        Assert.Equal(Enumerable.Range(1_000 - lines.Length, lines.Length).Select(static i => $"line {i:000}"), lines);
    }

    [Fact]
    public void Append_LineLongerThanCapacity_IsDroppedAlone()
    {
        var outbox = new Outbox(20);
        outbox.Append("kept"u8);
        outbox.Append(new byte[30]);

        Assert.Equal("kept\r\n", Text(outbox.Take()));
        Assert.Equal(1, outbox.Dropped);
    }

    [Fact]
    public void Append_WhileTakenLinesAreWritten_LeavesThemAlone()
    {
        var outbox = new Outbox(1024);
        outbox.Append("first"u8);
        var taken = outbox.Take();
        outbox.Append("second"u8);

        Assert.Equal("first\r\n", Text(taken));
        Assert.Equal("second\r\n", Text(outbox.Take()));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.ASCII.GetString(bytes.Span);
}
