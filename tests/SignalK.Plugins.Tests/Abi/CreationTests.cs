using SignalK.Plugins.Abi;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;

namespace SignalK.Plugins.Tests.Abi;

public class CreationTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_NoPlugin_SaysWhatIsMissing(string engine)
    {
        ModuleBuilder empty = new();
        empty.Memory(1);
        Assert.Contains("neither plugin_id nor plugin_name and plugin_start", Guests.Refuse(engine, empty), StringComparison.Ordinal);

        ModuleBuilder withoutRuntime = new();
        withoutRuntime.Memory(1);
        Assert.Contains("--exportRuntime", Guests.Refuse(engine, withoutRuntime.AsPlugin()), StringComparison.Ordinal);

        Assert.Contains("plugin_start", Guests.Refuse(engine, HandMade.Buffer().Returning("plugin_id", 0)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_MemoryNotExported_IsRefused(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(1, export: "heap");
        Assert.Contains("memory", Guests.Refuse(engine, module.AsPlugin().Returning("allocate", 64, "i")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Kind_FromExports_IsTheRuntimes(string engine)
    {
        using var buffer = Guests.Create(engine, HandMade.Buffer().AsPlugin());
        using var script = Guests.Create(engine, HandMade.AssemblyScript().AsPlugin());

        Assert.Equal((GuestKind.Buffer, GuestKind.AssemblyScript), (buffer.Kind, script.Kind));
        Assert.False(buffer.HandlesDeltas || buffer.HandlesEvents || buffer.Polls);
        Assert.Equal(4 * 65536, buffer.MemoryBytes);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_StartOrInitialize_RunsOnce(string engine)
    {
        foreach (var entry in (string[])["_start", "_initialize"])
        {
            RecordingHost host = new();
            var module = HandMade.Buffer(("env", "sk_set_status", "ii:"));
            module.Data(32, "up"u8);
            module.Function(Signature.Parse(":"), new Code().I32Const(32).I32Const(2).Call(0), entry);
            using var guest = Guests.Create(engine, module.AsPlugin(), host);

            Assert.Equal(["status: up"], host.Said);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_StartThatExits_KeepsTheInstanceUnlessItFailed(string engine)
    {
        foreach (var code in (int[])[0, 3])
        {
            var module = HandMade.Buffer(("wasi_snapshot_preview1", "proc_exit", "i:"));
            module.Function(Signature.Parse(":"), new Code().I32Const(code).Call(0), "_start");
            var made = Guests.TryCreate(engine, module.AsPlugin().Build(), null, null, out var guest, out var fault);

            Assert.Equal(code == 0, made);
            Assert.Equal(code == 0 ? null : "_start or _initialize ended with exit(3)", fault);
            using var _ = guest;
            if (guest is not null)
                Assert.True(guest.Start("{}"u8, out var started).Returned && started == 0);
        }
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_StartThatNeverEnds_IsEnded(string engine)
    {
        var module = HandMade.Buffer();
        module.Function(Signature.Parse(":"), new Code().Loop().Br(0).End(), "_start");

        Assert.False(Guests.TryCreate(
            engine, module.AsPlugin().Build(), null, Guests.Options with { StartFuel = 100_000 }, out _, out var fault));
        Assert.Equal("_start or _initialize ended with out-of-fuel", fault);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_StartFunctionOfTheModule_MayCallTheHost(string engine)
    {
        RecordingHost host = new();
        var module = HandMade.AssemblyScript(("env", "sk_debug", "ii:"));
        module.Data(32, "early"u8);
        module.Start(module.Function(Signature.Parse(":"), new Code().I32Const(32).I32Const(5).Call(0)));
        using var guest = Guests.Create(engine, module.AsPlugin(), host);

        Assert.Equal(["Debug: early"], host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void UnknownImports_Called_AnswerZeroAndAreLoggedOnce(string engine)
    {
        RecordingHost host = new();
        var module = HandMade.Buffer(
            ("env", "sk_exec_command", "iiil:l"), ("wasi_snapshot_preview1", "sock_open", "i:i"), ("env", "sk_debug", "ii:"),
            ("wasi_snapshot_preview1", "fd_close", "i:i"));
        module.Returning("poll", 0);
        var call = new Code().I32Const(1).I32Const(2).I32Const(3).I64Const(4).Call(0).Op(0xA7).I32Const(0).Call(1).Op(0x6A);
        module.Function(Signature.Parse(":i"), call, "plugin_stop");
        using var guest = Guests.Create(engine, module.AsPlugin(), host);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(guest.Stop(out var code).Returned);
            Assert.Equal(52, code);
        }
        Assert.Equal(["env.sk_exec_command", "wasi_snapshot_preview1.sock_open"], guest.UnknownImports);
        Assert.True(Engines.Get(engine).TryLoad(module.Build(), WasmLimits.Default, out var loaded, out _));
        Assert.Equal(guest.UnknownImports, GuestFormat.UnknownImports(loaded!.Info));
        Assert.Equal(
            [
                "Warning: calls env.sk_exec_command, which this server does not have: it answers 0",
                "Warning: calls wasi_snapshot_preview1.sock_open, which this server does not have: it answers 52",
            ],
            host.Said);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_GlobalsAndMemoryImported_AreProvided(string engine)
    {
        ModuleBuilder module = new();
        module.ImportMemory("env", "memory", 1, 4);
        module.ImportGlobal("Math", "PI", WasmValueType.F64, mutable: false);
        module.ImportGlobal("env", "tableBase", WasmValueType.I32, mutable: false);
        module.Export("memory", WasmExternKind.Memory, 0);
        module.Function(Signature.Parse(":i"), new Code().GlobalGet(0).F64Const(100).Op(0xA2).Op(0xAA), "poll");
        using var guest = Guests.Create(engine, module.AsPlugin().Returning("allocate", 64, "i"));

        guest.Poll(out var code);
        Assert.Equal(314, code);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_MoreMemoryThanAllowed_IsRefusedInOneLine(string engine)
    {
        var module = HandMade.Buffer().AsPlugin().Build();
        Assert.True(Engines.Get(engine).TryLoad(module, WasmLimits.Default, out var loaded, out _));
        var small = Guests.Options with { Limits = WasmLimits.Default with { MemoryBytes = 65536 } };

        Assert.False(Guest.TryCreate(loaded!, small, new RecordingHost(), out _, out var fault));
        Assert.Contains("memory", fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TryCreate_DirectoryIsMissing_IsRefusedInOneLine(string engine)
    {
        var module = HandMade.Buffer(("wasi_snapshot_preview1", "fd_close", "i:i")).AsPlugin().Build();
        var options = Guests.Options with { Directory = "/nowhere/at/all" };

        Assert.False(Guests.TryCreate(engine, module, null, options, out _, out var fault));
        Assert.NotNull(fault);
    }
}
