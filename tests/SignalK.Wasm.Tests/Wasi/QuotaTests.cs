using Microsoft.Extensions.Time.Testing;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class QuotaTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void Write_ExactlyTheQuota_FitsAndOneByteMoreDoesNot()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        Assert.Equal(WasiErrno.Success, guest.Write(fd, new byte[100]));
        Assert.Equal(WasiErrno.NoSpace, guest.Write(fd, new byte[1]));
        Assert.Equal(100, quota.UsedBytes);
        Assert.Equal(100, new FileInfo(_folder["a"]).Length);
    }

    [Fact]
    public void Write_OverwritingWhatIsThere_CostsNothing()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        guest.Write(fd, new byte[100]);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_seek", fd, 0, 0, Guest.Result));
        Assert.Equal(WasiErrno.Success, guest.Write(fd, new byte[100]));
        Assert.Equal(100, quota.UsedBytes);
    }

    [Theory]
    [InlineData("fd_filestat_set_size", new ulong[] { 101 })]
    [InlineData("fd_filestat_set_size", new ulong[] { long.MaxValue })]
    [InlineData("fd_allocate", new ulong[] { 0, 101 })]
    [InlineData("fd_allocate", new ulong[] { 100, 1 })]
    public void Growth_WithoutAWrite_CountsToo(string function, ulong[] arguments)
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        Assert.Equal(WasiErrno.NoSpace, guest.Call(function, [fd, .. arguments]));
        Assert.Equal(0, quota.UsedBytes);
        Assert.Equal(0, new FileInfo(_folder["a"]).Length);
    }

    [Fact]
    public void Write_BehindAHole_CountsTheHole()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        Assert.Equal(WasiErrno.NoSpace, guest.Call("fd_pwrite", fd, guest.Vector(guest.Put("x")), 1, 100, Guest.Result));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_pwrite", fd, guest.Vector(guest.Put("x")), 1, 99, Guest.Result));
        Assert.Equal(100, quota.UsedBytes);
    }

    [Fact]
    public void Append_AtAnyPosition_CountsAtTheEnd()
    {
        using var guest = Make(100, out _);
        Assert.Equal(WasiErrno.Success, guest.Open("a", out var fd, oflags: 1, fdflags: 1));
        Assert.Equal(WasiErrno.Success, guest.Write(fd, new byte[60]));
        guest.Call("fd_seek", fd, 0, 0, Guest.Result);
        Assert.Equal(WasiErrno.NoSpace, guest.Write(fd, new byte[60]));
        Assert.Equal(WasiErrno.NoSpace, guest.Call("fd_pwrite", fd, guest.Vector(guest.Put(new byte[60])), 1, 0, Guest.Result));
    }

    [Fact]
    public void Shrinking_TruncatingRemovingReplacing_GivesBack()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        guest.Write(fd, new byte[80]);
        Assert.Equal(WasiErrno.Success, guest.Call("fd_filestat_set_size", fd, 50));
        Assert.Equal(50, quota.UsedBytes);
        guest.Call("fd_close", fd);

        Assert.Equal(WasiErrno.Success, guest.Open("a", out fd, oflags: 9));
        Assert.Equal(0, quota.UsedBytes);
        guest.Write(fd, new byte[30]);
        guest.Call("fd_close", fd);
        guest.Write(fd = guest.Create("b"), new byte[20]);
        guest.Call("fd_close", fd);
        Assert.Equal((50L, 2), (quota.UsedBytes, quota.UsedEntries));

        Assert.Equal(WasiErrno.Success, guest.Rename("a", "b"));
        Assert.Equal((30L, 1), (quota.UsedBytes, quota.UsedEntries));
        Assert.Equal(WasiErrno.Success, guest.Path("path_unlink_file", "b"));
        Assert.Equal((0L, 0), (quota.UsedBytes, quota.UsedEntries));
    }

    [Fact]
    public void Unlink_OfAnOpenFile_GivesBackWhenItIsClosed()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        guest.Write(fd, new byte[80]);
        guest.Path("path_unlink_file", "a");
        Assert.Equal(80, quota.UsedBytes);
        Assert.Equal(WasiErrno.NoSpace, guest.Write(guest.Create("b"), new byte[30]));
        guest.Call("fd_close", fd);
        Assert.Equal(0, quota.UsedBytes);
    }

    [Fact]
    public void Unlink_OfOneOfTwoNames_KeepsTheBytes()
    {
        using var guest = Make(100, out var quota);
        var fd = guest.Create("a");
        guest.Write(fd, new byte[80]);
        guest.Call("fd_close", fd);
        Assert.Equal(WasiErrno.Success, guest.Link("a", "b"));
        guest.Path("path_unlink_file", "a");
        Assert.Equal((80L, 1), (quota.UsedBytes, quota.UsedEntries));
        Assert.Equal(WasiErrno.Success, guest.Rename("b", "b"));
        Assert.Equal((80L, 1), (quota.UsedBytes, quota.UsedEntries));
    }

    [Fact]
    public void Entries_PastTheirNumber_AreNoSpace()
    {
        using var guest = Make(1000, out var quota, maxEntries: 3);
        guest.Create("a");
        Assert.Equal(WasiErrno.Success, guest.Path("path_create_directory", "b"));
        Assert.Equal(WasiErrno.Success, guest.Symlink("a", "c"));
        Assert.Equal(WasiErrno.NoSpace, guest.Open("d", out _, oflags: 1));
        Assert.Equal(WasiErrno.NoSpace, guest.Path("path_create_directory", "d"));
        Assert.Equal(WasiErrno.NoSpace, guest.Symlink("a", "d"));
        Assert.Equal(WasiErrno.NoSpace, guest.Link("a", "d"));
        Assert.Equal(WasiErrno.Success, guest.Open("a", out _, oflags: 1));
        Assert.Equal(WasiErrno.Success, guest.Path("path_remove_directory", "b"));
        Assert.Equal(WasiErrno.Success, guest.Link("a", "d"));
        Assert.Equal(3, quota.UsedEntries);
    }

    [Fact]
    public void Symlink_ItsTarget_CountsAsBytes()
    {
        using var guest = Make(100, out var quota);
        Assert.Equal(WasiErrno.Success, guest.Symlink(new string('x', 60), "a"));
        Assert.Equal(WasiErrno.NoSpace, guest.Symlink(new string('x', 60), "b"));
        Assert.Equal(WasiErrno.Exists, guest.Symlink("x", "a"));
        Assert.Equal((60L, 1), (quota.UsedBytes, quota.UsedEntries));
        Assert.Equal(WasiErrno.Success, guest.Path("path_unlink_file", "a"));
        Assert.Equal((0L, 0), (quota.UsedBytes, quota.UsedEntries));
    }

    [Fact]
    public void Start_WithFilesThere_CountsThem()
    {
        Directory.CreateDirectory(_folder["x/y"]);
        File.WriteAllBytes(_folder["x/y/z"], new byte[70]);
        File.WriteAllBytes(_folder["w"], new byte[20]);
        using var guest = Make(100, out var quota);
        Assert.Equal((90L, 4), (quota.UsedBytes, quota.UsedEntries));
        Assert.Equal(WasiErrno.NoSpace, guest.Write(guest.Create("a"), new byte[11]));
    }

    [Fact]
    public void Exhaustion_AfterOthersRemovedFiles_IsCountedAnewButNotAllTheTime()
    {
        File.WriteAllBytes(_folder["log"], new byte[95]);
        using var guest = Make(100, out _);
        var fd = guest.Create("a");
        File.Delete(_folder["log"]);
        Assert.Equal(WasiErrno.NoSpace, guest.Write(fd, new byte[50]));
        _time.Advance(WasiQuota.RecountInterval);
        Assert.Equal(WasiErrno.Success, guest.Write(fd, new byte[50]));
    }

    [Fact]
    public void Rename_BetweenQuotas_IsCrossDevice()
    {
        using TempFolder other = new();
        using Guest guest = new(new WasiOptions
        {
            Preopens =
            [
                new WasiPreopen(_folder.Path, "/a") { Quota = new WasiQuota(100) }, new WasiPreopen(other.Path, "/b") { Quota = new WasiQuota(100) },
            ],
        });
        guest.Create("x");
        var (pointer, length) = guest.Put("x");
        Assert.Equal(WasiErrno.CrossDevice, guest.Call("path_rename", 3, pointer, length, 4, pointer, length));
        Assert.Equal(WasiErrno.CrossDevice, guest.Call("path_link", 3, 0, pointer, length, 4, pointer, length));
    }

    Guest Make(long bytes, out WasiQuota quota, int maxEntries = 1000) => Guest.In(_folder, quota = new WasiQuota(bytes, maxEntries, _time));

    public void Dispose() => _folder.Dispose();
}
