using System.Text;
using SignalK.Wasm.Wasi;
using SignalK.Wasm.Wasi.Files;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Tests.Wasi;

/// <summary>The walk by hand answers as the kernel's openat2 does.</summary>
public sealed class ResolverTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Mount _mount;

    public ResolverTests()
    {
        Directory.CreateDirectory(_folder["a/b/c"]);
        File.WriteAllText(_folder["a/file"], "file");
        File.CreateSymbolicLink(_folder["tofile"], "a/file");
        File.CreateSymbolicLink(_folder["todir"], "a/b");
        File.CreateSymbolicLink(_folder["todirslash"], "a/b/");
        File.CreateSymbolicLink(_folder["toslashfile"], "a/file/");
        File.CreateSymbolicLink(_folder["chain"], "todir/../../tofile");
        File.CreateSymbolicLink(_folder["dangling"], "a/nowhere");
        File.CreateSymbolicLink(_folder["loop"], "loop");
        File.CreateSymbolicLink(_folder["out"], "../outside");
        File.CreateSymbolicLink(_folder["abs"], "/etc");
        File.CreateSymbolicLink(_folder["a/up"], "../../outside/secret");
        _mount = new Mount(new WasiPreopen(_folder.Path, "/"));
    }

    public static TheoryData<string> Paths =>
    [
        "a", "a/", "a/.", "a/..", ".", "./", "a/file", "a/file/", "a/file/.", "a/file/x", "tofile", "tofile/", "todir", "todir/",
        "todir/c", "todir/../file", "todirslash", "todirslash/c", "toslashfile", "chain", "dangling", "dangling/", "dangling/x", "loop",
        "loop/x", "out", "out/secret", "out/..", "abs", "abs/passwd", "..", "a/../..", "a/up", "/a", "missing", "missing/x", "", "a//b///c",
        "a/b/c/../../../a/b/../file",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void TryOpen_WalkAndKernel_AgreeOnEveryPath(string path)
    {
        if (!Openat2Resolver.IsSupported()) return;
        Openat2Resolver kernel = new();
        WalkingResolver walk = new();
        int[] ways =
        [
            SignalK.Wasm.Wasi.Linux.Open.ReadOnly, SignalK.Wasm.Wasi.Linux.Open.Path, SignalK.Wasm.Wasi.Linux.Open.Path | SignalK.Wasm.Wasi.Linux.Open.NoFollow, SignalK.Wasm.Wasi.Linux.Open.ReadOnly | SignalK.Wasm.Wasi.Linux.Open.NoFollow,
            SignalK.Wasm.Wasi.Linux.Open.Path | SignalK.Wasm.Wasi.Linux.Open.Directory, SignalK.Wasm.Wasi.Linux.Open.ReadOnly | SignalK.Wasm.Wasi.Linux.Open.Directory, SignalK.Wasm.Wasi.Linux.Open.ReadWrite,
            SignalK.Wasm.Wasi.Linux.Open.ReadOnly | SignalK.Wasm.Wasi.Linux.Open.Directory | SignalK.Wasm.Wasi.Linux.Open.NoFollow,
        ];
        foreach (var way in ways) Assert.Equal((way, Try(kernel, path, way)), (way, Try(walk, path, way)));
    }

    [Theory]
    [InlineData("new")]
    [InlineData("a/b/new")]
    [InlineData("todir/new")]
    [InlineData("dangling")]
    [InlineData("new/")]
    [InlineData("new/.")]
    [InlineData("a")]
    [InlineData("a/")]
    [InlineData("a/.")]
    [InlineData("a/..")]
    [InlineData("a/file/")]
    [InlineData("tofile")]
    [InlineData("tofile/")]
    [InlineData("toslashfile")]
    [InlineData("todir/")]
    [InlineData("out/new")]
    [InlineData("chain")]
    public void TryOpen_Creating_WalkAndKernelAgree(string path)
    {
        if (!Openat2Resolver.IsSupported()) return;
        foreach (var exclusive in new[] { 0, SignalK.Wasm.Wasi.Linux.Open.Exclusive })
        {
            var kernel = TryCreate(new Openat2Resolver(), path, exclusive);
            Assert.Equal((exclusive, kernel), (exclusive, TryCreate(new WalkingResolver(), path, exclusive)));
        }
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(_folder.Outside).Select(Path.GetFileName));
    }

    (string, string) TryCreate(PathResolver resolver, string path, int exclusive)
    {
        var outcome = Try(resolver, path, exclusive | SignalK.Wasm.Wasi.Linux.Open.ReadWrite | SignalK.Wasm.Wasi.Linux.Open.Create);
        var made = string.Join(' ', Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order());
        foreach (var name in new[] { "new", "a/b/new", "a/nowhere" }) File.Delete(_folder[name]);
        return (outcome, made);
    }

    /// <summary>The errno, or which file was opened.</summary>
    string Try(PathResolver resolver, string path, int flags)
    {
        var fd = resolver.TryOpen(_mount.Root, Encoding.UTF8.GetBytes(path + "\0"), flags);
        if (fd < 0) return $"errno {-fd}";
        using LinuxHandle handle = new(fd);
        Assert.Equal(0, LibC.Stat(fd, out var stat));
        return (flags & SignalK.Wasm.Wasi.Linux.Open.Create) != 0 ? stat.Type.ToString() : $"inode {stat.Inode}";
    }

    public void Dispose()
    {
        _mount.Dispose();
        _folder.Dispose();
    }
}
