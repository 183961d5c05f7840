using System.Text;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class StreamTests
{
    readonly List<(string Line, bool Truncated)> _lines = [];

    [Fact]
    public void Lines_WrittenInPieces_ComeWhole()
    {
        using var guest = Printing(100);
        foreach (var piece in new[] { "he", "llo\nwor", "ld\r\n", "\n", "rest" }) guest.Write(1, Encoding.UTF8.GetBytes(piece));
        Assert.Equal([("hello", false), ("world", false), ("", false)], _lines);
        guest.Context.Flush();
        Assert.Equal(("rest", false), _lines[^1]);
        guest.Context.Flush();
        Assert.Equal(4, _lines.Count);
    }

    [Fact]
    public void Lines_LongerThanTheCap_AreCutAndSaySo()
    {
        using var guest = Printing(5);
        guest.Write(1, "123456789"u8);
        guest.Write(1, "abc\n12345\nx\n"u8);
        Assert.Equal([("12345", true), ("12345", false), ("x", false)], _lines);
    }

    [Fact]
    public void Input_AStream_IsReadToItsEnd()
    {
        using Guest guest = new(new WasiOptions { Input = WasiInput.From(new MemoryStream("abc"u8.ToArray())) });
        Assert.Equal(WasiErrno.Success, guest.Read(0, 2, out var first));
        Assert.Equal(WasiErrno.Success, guest.Read(0, 2, out var second));
        Assert.Equal(WasiErrno.Success, guest.Read(0, 2, out var third));
        Assert.Equal(("ab", "c", ""), (Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(second), Encoding.UTF8.GetString(third)));
    }

    [Fact]
    public void Streams_WrongDirection_AreNotCapable()
    {
        using Guest guest = new(new WasiOptions());
        Assert.Equal(WasiErrno.NotCapable, guest.Read(1, 1, out _));
        Assert.Equal(WasiErrno.NotCapable, guest.Write(0, "x"u8));
        Assert.Equal(WasiErrno.IllegalSeek, guest.Call("fd_seek", 1, 0, 0, Guest.Result));
    }

    [Fact]
    public void Random_GivenSource_IsUsed()
    {
        using Guest guest = new(new WasiOptions { Random = buffer => buffer.Fill(7) });
        Assert.Equal(WasiErrno.Success, guest.Call("random_get", 512, 3));
        Assert.Equal([7, 7, 7, 0], guest.Memory[512..516]);
    }

    [Theory]
    [InlineData("A=B")]
    [InlineData("")]
    public void Environment_NameThatIsNone_IsAnArgumentException(string name) =>
        Assert.Throws<ArgumentException>(() => new WasiContext(new WasiOptions { Environment = [new(name, "x")] }));

    Guest Printing(int cap) => new(new WasiOptions
    {
        Output = WasiOutput.Lines((line, truncated) => _lines.Add((Encoding.UTF8.GetString(line), truncated)), cap),
    });
}
