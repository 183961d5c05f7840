using SignalK.Plugins.Abi;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>What a guest finds through WASI, in either convention: its name, its directory, its output in the log.</summary>
public sealed class WasiTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("guest-").FullName;
    readonly RecordingHost _host = new();

    public static TheoryData<string> AllEngines => Engines.All;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Environment_IsThePackagesName(string engine)
    {
        foreach (var isScript in (bool[])[false, true])
        {
            (string, string, string)[] imports = [("wasi_snapshot_preview1", "environ_get", "ii:i"), ("env", "sk_debug", "ii:")];
            var module = isScript ? HandMade.AssemblyScript(imports) : HandMade.Buffer(imports);
            // The pointers at 0, the text at 64.
            module.Function(
                Signature.Parse(":i"), new Code().I32Const(0).I32Const(64).Call(0).Drop().I32Const(64).I32Const(21).Call(1).I32Const(0), "poll");
            using var guest = Guests.Create(engine, module.AsPlugin(), _host);
            guest.Poll(out _);
        }
        Assert.Equal(["Debug: PLUGIN_ID=@test/guest", "Debug: PLUGIN_ID=@test/guest"], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Directory_Given_IsTheRoot(string engine)
    {
        var module = HandMade.Buffer(
            ("wasi_snapshot_preview1", "path_create_directory", "iii:i"), ("wasi_snapshot_preview1", "fd_prestat_get", "ii:i"));
        module.Data(64, "data"u8);
        module.Function(Signature.Parse(":i"), new Code().I32Const(3).I32Const(64).I32Const(4).Call(0), "poll");
        using (var guest = Guests.Create(engine, module.AsPlugin(), _host, Guests.Options with { Directory = _folder }))
        {
            guest.Poll(out var error);
            Assert.Equal(0, error);
            Assert.True(Directory.Exists(Path.Combine(_folder, "data")));
        }
        using var without = Guests.Create(engine, module, _host);
        without.Poll(out var denied);
        Assert.NotEqual(0, denied);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TakeFileChange_AfterACallThatChangedFiles_IsTrueOnce(string engine)
    {
        var module = HandMade.Buffer(("wasi_snapshot_preview1", "path_create_directory", "iii:i"), ("wasi_snapshot_preview1", "fd_write", "iiii:i"));
        module.Data(64, "data"u8);
        module.Data(80, [64, 0, 0, 0, 4, 0, 0, 0]);
        module.Function(Signature.Parse(":i"), new Code().I32Const(3).I32Const(64).I32Const(4).Call(0), "poll");
        // To the log.
        module.Function(Signature.Parse(":i"), new Code().I32Const(1).I32Const(80).I32Const(1).I32Const(88).Call(1), "plugin_stop");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host, Guests.Options with { Directory = _folder });

        guest.Poll(out _);
        Assert.True(guest.TakeFileChange());
        Assert.False(guest.TakeFileChange());
        guest.Stop(out _);
        Assert.False(guest.TakeFileChange());
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Output_LinesAndTheRestAtTheEndOfACall_AreInTheLog(string engine)
    {
        var module = HandMade.Buffer(("wasi_snapshot_preview1", "fd_write", "iiii:i"));
        module.Data(64, "one\ntwo"u8);
        module.Data(80, [64, 0, 0, 0, 7, 0, 0, 0]);
        foreach (var (export, descriptor) in ((string, int)[])[("poll", 1), ("plugin_stop", 2)])
            module.Function(Signature.Parse(":i"), new Code().I32Const(descriptor).I32Const(80).I32Const(1).I32Const(88).Call(0), export);
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        guest.Poll(out _);
        guest.Stop(out _);
        Assert.Equal(["Information: one", "Information: two", "Warning: one", "Warning: two"], _host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Exit_InACall_IsItsOutcome(string engine)
    {
        var module = HandMade.Buffer(("wasi_snapshot_preview1", "proc_exit", "i:"));
        module.Function(Signature.Parse(":i"), new Code().I32Const(4).Call(0).I32Const(0), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin(), _host);

        var outcome = guest.Poll(out _).Outcome;
        Assert.Equal((WasmTrap.Exit, 4), (outcome.Trap, outcome.ExitCode));
    }
}
