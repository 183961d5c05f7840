using System.Diagnostics;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class DescriptorTests : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void Open_MoreThanTheBound_IsTooManyAndClosingHelps()
    {
        using Guest guest = new(new WasiOptions { Preopens = [new WasiPreopen(_folder.Path, "/")], MaxDescriptors = 6 });
        var first = guest.Create("a");
        guest.Create("b");
        Assert.Equal(WasiErrno.TooManyDescriptors, guest.Open("c", out _, oflags: 1));
        Assert.False(File.Exists(_folder["c"]));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", first));
        Assert.Equal(WasiErrno.Success, guest.Open("c", out var again, oflags: 1));
        Assert.Equal(first, again);
    }

    [Fact]
    public void Rights_GivenUp_CannotBeUsedNorTakenBack()
    {
        using var guest = Guest.In(_folder);
        Assert.Equal(WasiErrno.Success, guest.Open("sub", out _, oflags: 1));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_rights", Guest.Root, 1 << 13, 1 << 1));
        Assert.Equal(WasiErrno.NotCapable, guest.Path("path_unlink_file", "sub"));
        Assert.Equal(WasiErrno.NotCapable, guest.Open("sub", out _, rights: 1 << 6));
        Assert.Equal(WasiErrno.NotCapable, guest.Call("fd_fdstat_set_rights", Guest.Root, Guest.AllRights, 0));
    }

    [Fact]
    public void ReadOnlyPreopen_EveryChange_IsRefusedAndReadingWorks()
    {
        File.WriteAllText(_folder["a"], "a");
        Directory.CreateDirectory(_folder["d"]);
        using var guest = Guest.In(_folder, readOnly: true);
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Open("b", out _, oflags: 1));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Open("a", out _, oflags: 8, rights: 2));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Open("a", out _));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Path("path_create_directory", "x"));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Path("path_remove_directory", "d"));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Path("path_unlink_file", "a"));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Symlink("a", "x"));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Link("a", "x"));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Rename("a", "x"));
        Assert.Equal(WasiErrno.Success, guest.Open("a", out var fd, rights: 1 << 1 | 1 << 23));
        Assert.Equal(WasiErrno.ReadOnlyFilesystem, guest.Call("fd_filestat_set_times", fd, 0, 0, 2));
        Assert.Equal(WasiErrno.Success, guest.Read(fd, 10, out var bytes));
        Assert.Equal("a"u8, bytes);
    }

    [Theory]
    [InlineData(1ul << 1)]
    [InlineData(1ul << 1 | 1ul << 6)]
    public void Open_FifoWithoutPartner_DoesNotBlock(ulong rights)
    {
        MakeFifo();
        using var guest = Guest.In(_folder);
        Assert.Equal(WasiErrno.NoDeviceOrAddress, guest.Open("fifo", out _, rights: 1 << 6));
        Assert.Equal(WasiErrno.Success, guest.Open("fifo", out _, rights: rights));
        Assert.Equal(WasiErrno.Success, guest.Stat("fifo"));
    }

    [Fact]
    public void Read_FifoThatStaysEmpty_EndsWithTheCallAndIsAgainForNonblock()
    {
        MakeFifo();
        using var guest = Guest.In(_folder);
        guest.Open("fifo", out var fd, rights: 1 << 1 | 1 << 6 | 1 << 3);
        using CancellationTokenSource interrupt = new(TimeSpan.FromMilliseconds(30));
        guest.Cancellation = interrupt.Token;
        Assert.Equal(WasiErrno.Interrupted, guest.Read(fd, 10, out _));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_flags", fd, 4));
        Assert.Equal(WasiErrno.Again, guest.Read(fd, 10, out _));
        Assert.Equal(WasiErrno.Success, guest.Write(fd, "hello"u8));
        Assert.Equal(WasiErrno.Success, guest.Read(fd, 10, out var bytes));
        Assert.Equal("hello"u8, bytes);
    }

    [Fact]
    public void Sockets_EveryCall_AnswersAnErrno()
    {
        using var guest = Guest.In(_folder);
        Assert.Equal(WasiErrno.NotSocket, guest.Call("sock_shutdown", 1, 0));
        Assert.Equal(WasiErrno.BadDescriptor, guest.Call("sock_shutdown", 99, 0));
        Assert.Equal(WasiErrno.NotSocket, guest.Call("sock_recv", Guest.Root, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Resolve_EveryNameUnderBothModules_BindsByTypeOnly()
    {
        using var guest = Guest.In(_folder);
        Assert.Equal(46, WasiFunctions.Names.Count);
        foreach (var name in WasiFunctions.Names)
        {
            var type = WasiFunctions.Find(name)!.Type;
            Assert.NotNull(guest.Context.Resolve(new WasmImportType("wasi_snapshot_preview1", name, type)));
            Assert.NotNull(guest.Context.Resolve(new WasmImportType("wasi_unstable", name, type)));
            Assert.Null(guest.Context.Resolve(new WasmImportType("env", name, type)));
            Assert.Null(guest.Context.Resolve(new WasmImportType("wasi_snapshot_preview1", name, new WasmFunctionType([WasmValueType.F64], []))));
        }
        Assert.Null(guest.Context.Resolve(new WasmImportType("wasi_snapshot_preview1", "fd_fly", new WasmFunctionType([], []))));
    }

    [Fact]
    public void Unstable_SeekAndFilestat_HaveTheirOlderForms()
    {
        File.WriteAllText(_folder["a"], "0123456789");
        using Guest guest = new(new WasiOptions { Preopens = [new WasiPreopen(_folder.Path, "/")] }, "wasi_unstable");
        guest.Open("a", out var fd);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_seek", fd, unchecked((ulong)-3), 1, Guest.Result));
        Assert.Equal(7u, guest.U64(Guest.Result));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_filestat_get", fd, 512));
        Assert.Equal((1u, 10ul), (guest.U32(512 + 20), guest.U64(512 + 24)));
    }

    void MakeFifo()
    {
        using var process = Process.Start("mkfifo", _folder["fifo"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
