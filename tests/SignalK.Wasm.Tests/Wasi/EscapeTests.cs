using SignalK.Wasm.Wasi;
using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class EscapeTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Guest _guest;
    int _swaps;

    public EscapeTests()
    {
        Directory.CreateDirectory(_folder["sub"]);
        _guest = Guest.In(_folder);
    }

    [Theory]
    [InlineData("../outside/secret")]
    [InlineData("sub/../../outside/secret")]
    [InlineData("sub/../sub/../../outside/secret")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("/")]
    public void PathOpen_PathLeavingThePreopen_IsNotCapable(string path)
    {
        Assert.Equal(WasiErrno.NotCapable, _guest.Open(path, out _, rights: 2));
        Assert.Equal(WasiErrno.NotCapable, _guest.Stat(path));
    }

    [Theory]
    [InlineData("../outside/secret")]
    [InlineData("sub/../../outside/secret")]
    public void PathOpen_SymlinkLeavingThePreopen_IsNotCapable(string target)
    {
        Assert.Equal(WasiErrno.Success, _guest.Symlink(target, "link"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Open("link", out _, rights: 2));
        Assert.Equal(WasiErrno.NotCapable, _guest.Open("link", out _, oflags: 9));
        Assert.Equal(WasiErrno.NotCapable, _guest.Stat("link"));
        Assert.Equal(WasiErrno.Loop, _guest.Open("link", out _, rights: 2, follow: false));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(_folder.Outside, "secret")));
    }

    [Fact]
    public void PathOpen_HostsAbsoluteSymlink_IsNotCapable()
    {
        File.CreateSymbolicLink(_folder["abs"], Path.Combine(_folder.Outside, "secret"));
        File.CreateSymbolicLink(_folder["absdir"], _folder.Outside);

        Assert.Equal(WasiErrno.NotCapable, _guest.Open("abs", out _, rights: 2));
        Assert.Equal(WasiErrno.NotCapable, _guest.Open("absdir/secret", out _, rights: 2));
        Assert.Equal(WasiErrno.NotCapable, _guest.Path("path_create_directory", "absdir/new"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Path("path_unlink_file", "absdir/secret"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Rename("absdir/secret", "mine"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Link("absdir/secret", "mine"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Symlink("x", "absdir/new"));
        Assert.True(File.Exists(Path.Combine(_folder.Outside, "secret")));
    }

    [Fact]
    public void PathSymlink_AbsoluteTarget_IsNotCapable() =>
        Assert.Equal(WasiErrno.NotCapable, _guest.Symlink("/etc/passwd", "link"));

    [Theory]
    [InlineData("path_create_directory")]
    [InlineData("path_remove_directory")]
    [InlineData("path_unlink_file")]
    public void EntryCalls_PathLeavingThePreopen_AreNotCapable(string function)
    {
        Assert.Equal(WasiErrno.NotCapable, _guest.Path(function, "../outside/secret"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Path(function, "sub/../../outside/secret"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Path(function, Path.Combine(_folder.Outside, "secret")));
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(_folder.Outside).Select(Path.GetFileName));
    }

    [Fact]
    public void PathLink_SourceOrTargetOutside_IsNotCapable()
    {
        File.WriteAllText(_folder["mine"], "");
        Assert.Equal(WasiErrno.NotCapable, _guest.Link("../outside/secret", "stolen"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Link("mine", "../outside/planted"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Rename("../outside/secret", "stolen"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Rename("mine", "../outside/planted"));
    }

    [Fact]
    public void PathLink_TrailingSlashOnLinkToOutside_IsRefused()
    {
        Assert.Equal(WasiErrno.Success, _guest.Symlink("../outside", "link"));
        Assert.Equal(WasiErrno.NotCapable, _guest.Link("link/", "stolen"));
        Assert.NotEqual(WasiErrno.Success, _guest.Path("path_remove_directory", "link/"));
        Assert.NotEqual(WasiErrno.Success, _guest.Path("path_unlink_file", "link/"));
        Assert.NotEqual(WasiErrno.Success, _guest.Rename("link/", "moved"));
        Assert.True(Directory.Exists(_folder.Outside));
    }

    [Fact]
    public void PathOpen_FromSubdirectory_CannotReachItsParent()
    {
        Assert.Equal(WasiErrno.Success, _guest.Open("sub", out var sub, oflags: 2, rights: 1 << 13));
        File.WriteAllText(_folder["mine"], "");
        Assert.Equal(WasiErrno.NotCapable, _guest.Open("../mine", out _, rights: 2, from: sub));
    }

    [Fact]
    public async Task PathOpen_SymlinkSwappedMeanwhile_NeverOpensOutside()
    {
        // One thread turns `door` from a directory into a link to the outside and back; the guest walks through it all the time.
        Directory.CreateDirectory(_folder["room"]);
        File.WriteAllText(Path.Combine(_folder["room"], "secret"), "inside");
        File.CreateSymbolicLink(_folder["exit"], "../outside");
        Directory.CreateDirectory(_folder["door"]);
        File.WriteAllText(Path.Combine(_folder["door"], "secret"), "inside");
        using CancellationTokenSource stop = new();
        var swapper = Task.Run(() => SwapUntil(stop.Token));
        foreach (var resolver in new PathResolver[] { PathResolver.Default, new WalkingResolver() })
        {
            var goal = Volatile.Read(ref _swaps) + 300;
            for (var i = 0; i < 3000 || (Volatile.Read(ref _swaps) < goal && !swapper.IsCompleted); i++)
            {
                if (Read(resolver, i % 2 == 0 ? "door/secret\0"u8 : "room/../door/../door/secret\0"u8) is { } text) Assert.Equal("inside", text);
            }
        }
        await stop.CancelAsync();
        await swapper;
    }

    string? Read(PathResolver resolver, ReadOnlySpan<byte> path)
    {
        using Mount mount = new(new WasiPreopen(_folder.Path, "/"));
        var fd = resolver.TryOpen(mount.Root, path, SignalK.Wasm.Wasi.Linux.Open.ReadOnly);
        if (fd < 0) return null;
        using LinuxHandle handle = new(fd);
        var buffer = new byte[16];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, (int)FileIo.Read(fd, buffer));
    }

    void SwapUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Move("door", "parked");
            Move("exit", "door");
            Move("door", "exit");
            Move("parked", "door");
            Interlocked.Increment(ref _swaps);
        }
    }

    void Move(string from, string to) => Directory.Move(_folder[from], _folder[to]);

    public void Dispose()
    {
        _guest.Dispose();
        _folder.Dispose();
    }
}
