using System.Text;
using SignalK.Server.Streams;

namespace SignalK.Server.Tests.Streams;

public class WebSocketReaderTests
{
    [Fact]
    public void Next_OneFrame_GivesTheMessageUnmasked() => Assert.Equal(["hello"], Read(Frame("hello")));

    [Fact]
    public void Next_ByteByByte_GivesTheSame() =>
        Assert.Equal(["a", new string('x', 300), "b"], Read([.. Frame("a"), .. Frame(new string('x', 300)), .. Frame("b")], step: 1));

    [Fact]
    public void Next_Fragments_AreOneMessage_WithAPingBetween()
    {
        var reader = new WebSocketReader(1024);
        Give(reader, [.. Frame("one ", final: false), .. Frame("ping", opcode: 9), .. Frame("two", opcode: 0)]);
        Assert.Equal(WebSocketEvent.Ping, reader.Next());
        Assert.Equal("ping", Encoding.UTF8.GetString(reader.Payload.Span));
        Assert.Equal(WebSocketEvent.Message, reader.Next());
        Assert.Equal("one two", Encoding.UTF8.GetString(reader.Payload.Span));
        Assert.Equal(WebSocketEvent.None, reader.Next());
    }

    [Fact]
    public void Next_LongMessage_ArrivesWhole() => Assert.Equal([new string('y', 70_000)], Read(Frame(new string('y', 70_000)), step: 1000));

    [Fact]
    public void Next_HeaderThatPromisesTooMuch_IsAFaultAtOnce()
    {
        var reader = new WebSocketReader(1024);
        Give(reader, [0x81, 0xff, 0, 0, 0, 0, 6, 0, 0, 0, 1, 2, 3, 4]);
        Assert.Equal(WebSocketEvent.Fault, reader.Next());
        Assert.Equal(1009, reader.CloseCode);
    }

    [Fact]
    public void Next_FragmentsBeyondTheLimit_AreAFault()
    {
        var reader = new WebSocketReader(1000);
        Give(reader, Frame(new string('x', 600), final: false));
        Assert.Equal(WebSocketEvent.None, reader.Next());
        Give(reader, Frame(new string('x', 600), opcode: 0));
        Assert.Equal(WebSocketEvent.Fault, reader.Next());
        Assert.Equal(1009, reader.CloseCode);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x01, 0x41 }, 1002)] // not masked
    [InlineData(new byte[] { 0xc1, 0x80, 0, 0, 0, 0 }, 1002)] // reserved bit
    [InlineData(new byte[] { 0x80, 0x80, 0, 0, 0, 0 }, 1002)] // continuation of nothing
    [InlineData(new byte[] { 0x82, 0x80, 0, 0, 0, 0 }, 1003)] // binary
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 }, 1002)] // reserved opcode
    [InlineData(new byte[] { 0x09, 0x80, 0, 0, 0, 0 }, 1002)] // fragmented ping
    public void Next_BrokenProtocol_IsAFault(byte[] bytes, int code)
    {
        var reader = new WebSocketReader(1024);
        Give(reader, bytes);
        Assert.Equal(WebSocketEvent.Fault, reader.Next());
        Assert.Equal(code, reader.CloseCode);
    }

    [Fact]
    public void Accept_KeyOfTheStandard_GivesItsAnswer() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketHandshake.Accept("dGhlIHNhbXBsZSBub25jZQ=="));

    internal static byte[] Frame(string text, int opcode = 1, bool final = true)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= 65535 => [0xfe, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0xff, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        return [(byte)((final ? 0x80 : 0) | opcode), .. length, .. mask, .. payload.Select((b, i) => (byte)(b ^ mask[i & 3]))];
    }

    private static List<string> Read(byte[] bytes, int step = int.MaxValue)
    {
        var reader = new WebSocketReader(1 << 20);
        var messages = new List<string>();
        foreach (var part in bytes.Chunk(Math.Min(step, bytes.Length)))
        {
            Give(reader, part, () => Take(reader, messages));
            Take(reader, messages);
        }

        return messages;
    }

    private static void Take(WebSocketReader reader, List<string> messages)
    {
        while (reader.Next() == WebSocketEvent.Message)
        {
            messages.Add(Encoding.UTF8.GetString(reader.Payload.Span));
        }
    }

    private static void Give(WebSocketReader reader, ReadOnlySpan<byte> bytes, Action? between = null)
    {
        while (!bytes.IsEmpty)
        {
            var room = reader.GetMemory().Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            reader.Received(count);
            bytes = bytes[count..];
            between?.Invoke();
        }
    }
}
