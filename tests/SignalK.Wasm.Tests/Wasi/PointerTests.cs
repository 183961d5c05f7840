using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class PointerTests : IDisposable
{
    readonly TempFolder _folder = new();

    /// <summary>Numbers that guests get wrong, or choose to.</summary>
    static readonly ulong[] s_nasty =
    [
        0, 1, 2, 3, 4, 5, 7, 8, 255, 1023, 65_535, 4 * 65_536 - 1, 4 * 65_536, 4 * 65_536 + 1, int.MaxValue, 1u << 31, uint.MaxValue - 7,
        uint.MaxValue, long.MaxValue, 1ul << 63, ulong.MaxValue,
    ];

    [Fact]
    public void EveryFunction_AnyArguments_AnswersAnErrnoAndNothingElse()
    {
        File.WriteAllText(_folder["f"], "some text");
        Random random = new(20_311);
        using CancellationTokenSource over = new();
        over.Cancel();
        foreach (var name in WasiFunctions.Names.Where(name => name != "proc_exit"))
        {
            using var guest = Guest.In(_folder, new WasiQuota(1 << 20));
            guest.Cancellation = over.Token;
            guest.Open("f", out _);
            var parameters = WasiFunctions.Find(name)!.Type.Parameters.Length;
            for (var round = 0; round < 2000; round++)
            {
                random.NextBytes(guest.Memory.AsSpan(0, 256));
                var arguments = new ulong[parameters];
                foreach (ref var argument in arguments.AsSpan()) argument = s_nasty[random.Next(s_nasty.Length)];
                Assert.InRange((int)guest.Call(name, arguments), 0, 76);
            }
        }
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(_folder.Outside).Select(Path.GetFileName));
    }

    [Fact]
    public void PathOpen_ResultOutsideTheMemory_OpensNothing()
    {
        using var guest = Guest.In(_folder);
        var (pointer, length) = guest.Put("new");
        Assert.Equal(WasiErrno.Fault, guest.Call("path_open", Guest.Root, 0, pointer, length, 1, 2, 0, 0, uint.MaxValue));
        Assert.False(File.Exists(_folder["new"]));
    }

    [Fact]
    public void FdRead_OntoItsOwnVectors_StaysInsideTheMemory()
    {
        // The first buffer covers the second vector, and the file says that it points far away.
        File.WriteAllBytes(_folder["f"], [0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3]);
        using var guest = Guest.In(_folder);
        guest.Open("f", out var fd, rights: 2);
        var vectors = guest.Reserve(16);
        guest.Put(vectors, vectors + 8);
        guest.Put(vectors + 4, 8u);
        guest.Put(vectors + 8, 512u);
        guest.Put(vectors + 12, 8u);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_read", fd, vectors, 2, Guest.Result));
        Assert.Equal(8u, guest.U32(Guest.Result));
    }

    [Theory]
    [InlineData(1025u, WasiErrno.Invalid)]
    [InlineData(uint.MaxValue, WasiErrno.Invalid)]
    [InlineData(1024u, WasiErrno.Success)]
    public void FdWrite_NumberOfVectors_IsBounded(uint count, WasiErrno expected)
    {
        using Guest guest = new(new WasiOptions());
        guest.Memory.AsSpan().Clear();
        Assert.Equal(expected, guest.Call("fd_write", 1, 65_536, count, Guest.Result));
    }

    [Theory]
    [InlineData("a\0b", WasiErrno.Invalid)]
    [InlineData("", WasiErrno.NoEntry)]
    public void Path_OddText_HasItsErrno(string path, WasiErrno expected)
    {
        using var guest = Guest.In(_folder);
        Assert.Equal(expected, guest.Open(path, out _, rights: 2));
    }

    [Fact]
    public void Path_NotUtf8OrTooLong_HasItsErrno()
    {
        using var guest = Guest.In(_folder);
        var (pointer, length) = guest.Put([0xc3, 0x28]);
        Assert.Equal(WasiErrno.IllegalSequence, guest.Call("path_create_directory", Guest.Root, pointer, length));
        Assert.Equal(WasiErrno.NameTooLong, guest.Path("path_create_directory", new string('x', 5000)));
        Assert.Equal(WasiErrno.NameTooLong, guest.Path("path_create_directory", new string('x', 300)));
    }

    public void Dispose() => _folder.Dispose();
}
