using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Wasm.Tests.Wasi;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Programs;

/// <summary>Real programs through wasi-libc and Rust's std, on every engine.</summary>
public sealed class ErrandTests : IDisposable
{
    static readonly WasmLimits s_limits = WasmLimits.Default with { Fuel = WasmLimits.UnlimitedFuel, Deadline = TimeSpan.FromSeconds(30) };

    public static TheoryData<string, string> All => GuestProgram.Builds("");

    public static TheoryData<string, string> C => GuestProgram.Builds("c,");

    public static TheoryData<string, string> Rust => GuestProgram.Builds("rust,");

    TempFolder Folder { get; } = new();

    [Theory]
    [MemberData(nameof(All))]
    public void Arguments_AnyText_ArriveUnchanged(string engine, string build)
    {
        var end = Run(engine, build, "args", "the \"second\" arg", "", "naïve ⚓");
        Assert.Equal("1=args\n2=the \"second\" arg\n3=\n4=naïve ⚓\n", end.Output);
        Assert.Equal(0, end.ExitCode);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Environment_GivenVariablesOnly_AreSeen(string engine, string build)
    {
        Assert.Equal("my plugin=1\n", Run(engine, build, "env", "PLUGIN_ID").Output);
        Assert.Equal("(unset)\n", Run(engine, build, "env", "PATH").Output);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Files_WriteAppendReadMoveRemove_Work(string engine, string build)
    {
        string[] Errand(params string[] words)
        {
            var end = Run(engine, build, words);
            Assert.Equal((0, ""), (end.ExitCode, end.Error));
            return end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        Errand("mkdir", "/logs");
        Errand("write", "/logs/a", "one ");
        Errand("append", "/logs/a", "two");
        Assert.Equal("one two", File.ReadAllText(Folder["logs/a"]));
        Assert.Equal(["one two"], Errand("cat", "/logs/a"));
        Assert.Equal(["file 7"], Errand("stat", "logs/a"));
        Assert.Equal(["directory 0"], Errand("stat", "/logs"));
        Errand("link", "/logs/a", "/logs/b");
        Errand("mv", "/logs/a", "/c");
        Errand("write", "/logs/z", "");
        Assert.Equal(["b", "z"], Errand("ls", "/logs"));
        Assert.Equal(["c", "logs"], Errand("ls", "/"));
        Errand("rm", "/logs/b");
        Errand("rm", "/logs/z");
        Errand("rmdir", "/logs");
        Assert.Equal(["c"], Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Directory_MoreEntriesThanOneBuffer_AllListed(string engine, string build)
    {
        for (var i = 0; i < 200; i++) File.WriteAllText(Folder[$"a-rather-long-name-of-a-file-{i:d3}"], "");
        Assert.Equal(200, Run(engine, build, "ls", "/").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Positions_SeekTruncateAndOffsets_Work(string engine, string build)
    {
        var end = Run(engine, build, "positions", "/p");
        Assert.Equal(0, end.ExitCode);
        Assert.Equal("0ab", File.ReadAllText(Folder["p"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Streams_InputOutputError_AreKeptApart(string engine, string build)
    {
        var end = GuestProgram.Run(engine, build, new WasiOptions { Input = WasiInput.From(new MemoryStream("in\nput"u8.ToArray())) }, s_limits, "echo");
        Assert.Equal("in\nput", end.Output);
        Assert.Equal(("", "oops\n"), (Run(engine, build, "complain", "oops").Output, Run(engine, build, "complain", "oops").Error));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Exit_AnyCode_IsTheOutcomesAndAbortIsATrap(string engine, string build)
    {
        Assert.Equal((WasmTrap.Exit, 33), (Run(engine, build, "exit", "33").Outcome.Trap, Run(engine, build, "exit", "33").ExitCode));
        Assert.Equal(WasmTrap.Unreachable, Run(engine, build, "abort").Outcome.Trap);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Clock_Realtime_IsTheProviders(string engine, string build)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var end = GuestProgram.Run(engine, build, new WasiOptions { Time = time }, s_limits, "time");
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "\n", end.Output);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Sleep_OnTheProvidersClock_EndsWhenItMoves(string engine, string build)
    {
        FakeTimeProvider time = new();
        var sleeper = Task.Run(() => GuestProgram.Run(engine, build, new WasiOptions { Time = time }, s_limits, "sleep", "60000"));
        while (!sleeper.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
        Assert.InRange(long.Parse((await sleeper).Output, CultureInfo.InvariantCulture), 60_000, 1_000_000_000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sleep_LongerThanTheDeadline_IsEndedByIt(string engine, string build)
    {
        var end = GuestProgram.Run(engine, build, new WasiOptions(), s_limits with { Deadline = TimeSpan.FromMilliseconds(50) }, "sleep", "600000");
        Assert.Equal(WasmTrap.Deadline, end.Outcome.Trap);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fill_PastTheQuota_IsNoSpaceAndNothingMore(string engine, string build)
    {
        WasiQuota quota = new(64 * 1024);
        var end = Run(engine, build, quota, "fill", "/big", "1000000");
        Assert.Matches("^65536 (51|No space left on device)\n$", end.Output);
        Assert.Equal(64 * 1024, new FileInfo(Folder["big"]).Length);
        Assert.Equal(64 * 1024, quota.UsedBytes);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Escape_PathsAndLinksToOutside_AreRefused(string engine, string build)
    {
        File.CreateSymbolicLink(Folder["way-out"], "../outside");
        foreach (var path in new[] { "/../outside/secret", "way-out/secret", "/way-out/secret", Path.Combine(Folder.Outside, "secret") })
        {
            var end = Run(engine, build, "cat", path);
            Assert.Equal(1, end.ExitCode);
            Assert.DoesNotContain("secret\n", end.Output);
            Assert.NotEqual(0, Run(engine, build, "write", path, "defaced").ExitCode);
        }
        Assert.NotEqual(0, Run(engine, build, "link", "/../outside/secret", "/mine").ExitCode);
        Assert.NotEqual(0, Run(engine, build, "mv", "/../outside/secret", "/mine").ExitCode);
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Folder.Outside, "secret")));
    }

    [Theory]
    [MemberData(nameof(C))]
    public void Symlink_InsideAndOutside_OnlyTheFirstLeadsAnywhere(string engine, string build)
    {
        File.WriteAllText(Folder["real"], "real");
        Assert.Equal(0, Run(engine, build, "symlink", "real", "/good").ExitCode);
        Assert.Equal("real", Run(engine, build, "cat", "/good").Output);
        Assert.Equal("link 0\n", Run(engine, build, "stat", "/good").Output);
        Run(engine, build, "symlink", "../outside/secret", "/bad");
        Assert.Equal(1, Run(engine, build, "cat", "/bad").ExitCode);
    }

    [Theory]
    [MemberData(nameof(C))]
    public void Poll_InputAtItsEnd_IsReadable(string engine, string build) =>
        Assert.Equal("1 readable\n", Run(engine, build, "poll", "1000").Output);

    [Theory]
    [MemberData(nameof(Rust))]
    public void HashMap_SeededByRandomBytes_Works(string engine, string build) =>
        Assert.Equal("9\n", Run(engine, build, "hash").Output);

    [Theory]
    [MemberData(nameof(Rust))]
    public void Panic_OnPurpose_IsReportedAndTraps(string engine, string build)
    {
        var end = Run(engine, build, "panic");
        Assert.Equal(WasmTrap.Unreachable, end.Outcome.Trap);
        Assert.Contains("on purpose", end.Error);
    }

    ProgramEnd Run(string engine, string build, params string[] arguments) => Run(engine, build, null, arguments);

    ProgramEnd Run(string engine, string build, WasiQuota? quota, params string[] arguments) =>
        GuestProgram.Run(engine, build, new WasiOptions
        {
            Environment = [new("PLUGIN_ID", "my plugin=1")],
            Preopens = [new WasiPreopen(Folder.Path, "/") { Quota = quota }],
        }, s_limits, arguments);

    public void Dispose() => Folder.Dispose();
}
