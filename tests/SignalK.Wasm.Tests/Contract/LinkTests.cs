namespace SignalK.Wasm.Tests.Contract;

public sealed class LinkTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Instantiate_ImportsOfAnotherInstance_ShareMemoryAndFunctions(string engine)
    {
        ModuleBuilder library = new();
        library.Memory(1);
        library.Function(Signature.Parse("ii:"), new Code().LocalGet(0).LocalGet(1).Access(0x36), "poke");
        using var guest = Guest.Create(engine, library);

        ModuleBuilder user = new();
        var poke = user.Import("library", "poke", Signature.Parse("ii:"));
        user.ImportMemory("library", "memory", 1);
        user.Function(
            Signature.Parse("i:i"), new Code().I32Const(8).LocalGet(0).Call(poke).I32Const(8).Access(0x28), "run");
        var made = guest.Store.Instantiate(Guest.Load(engine, user.Build()), import => guest.Instance.GetExport(import.Name));

        Assert.True(made.Succeeded, made.ToString());
        var results = new WasmValue[1];
        Assert.True(made.Instance.GetFunction("run")!.Call([77], results).Returned);
        Assert.Equal(77, results[0].I32);
        Assert.Equal(77, guest.Instance.GetMemory("memory")!.GetSpan(8, 1)[0]);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Instantiate_ThingsMadeByTheHost_AreBound(string engine)
    {
        ModuleBuilder module = new();
        module.ImportMemory("env", "memory", 1, 2);
        module.ImportTable("env", "table", 2);
        module.ImportGlobal("env", "global", WasmValueType.I64, mutable: true);
        module.Export("memory", WasmExternKind.Memory, 0);
        module.Function(Signature.Parse(":l"), new Code().GlobalGet(0).I64Const(1).Op(0x7C).GlobalSet(0).GlobalGet(0), "next");
        module.Function(Signature.Parse(":i"), new Code().I32Const(1).MemoryGrow(), "grow");
        using var store = Guest.CreateStore(engine);
        var memory = store.CreateMemory(new WasmMemoryType(1, 2));
        var table = store.CreateTable(new WasmTableType(WasmValueType.FuncRef, 2, 4));
        var global = store.CreateGlobal(new WasmGlobalType(WasmValueType.I64, true), 41L);

        var made = store.Instantiate(
            Guest.Load(engine, module.Build()), import => import.Name switch { "memory" => memory, "table" => table, _ => global });

        Assert.True(made.Succeeded, made.ToString());
        var results = new WasmValue[1];
        Assert.True(made.Instance.GetFunction("next")!.Call([], results).Returned);
        Assert.Equal((42L, 42L), (results[0].I64, global.Value.I64));
        Assert.True(made.Instance.GetFunction("grow")!.Call([], results).Returned);
        Assert.Equal((1, 2u), (results[0].I32, memory.Pages));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(2, table.Grow(2));
        Assert.Equal(-1, table.Grow(1));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Instantiate_SomethingOfAnotherType_IsRefused(string engine)
    {
        ModuleBuilder module = new();
        module.ImportMemory("env", "memory", 2);
        using var store = Guest.CreateStore(engine);
        var memory = store.CreateMemory(new WasmMemoryType(1, null));

        var made = store.Instantiate(Guest.Load(engine, module.Build()), _ => memory);

        Assert.Equal(WasmRefusalKind.Link, made.Refusal!.Kind);
        Assert.Contains("env.memory", made.Refusal.Reason);
        Assert.Contains("wants memory 2, got memory 1", made.Refusal.Reason);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Instantiate_SomethingOfAnotherStore_Throws(string engine)
    {
        ModuleBuilder module = new();
        module.ImportMemory("env", "memory", 1);
        using var store = Guest.CreateStore(engine);
        using var other = Guest.CreateStore(engine);
        var memory = other.CreateMemory(new WasmMemoryType(1, null));

        Assert.Throws<ArgumentException>(() => store.Instantiate(Guest.Load(engine, module.Build()), _ => memory));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Instantiate_MoreThanTheLimit_IsRefused(string engine)
    {
        using var store = Guest.CreateStore(engine, WasmLimits.Default with { Instances = 2 });
        var module = Guest.Load(engine, new ModuleBuilder().Build());
        Assert.True(store.Instantiate(module).Succeeded);
        Assert.True(store.Instantiate(module).Succeeded);

        Assert.Equal("limit: too many instances in one store (3, at most 2)", store.Instantiate(module).ToString());
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void StartFunction_CallsTheHost_WhichSeesTheMemory(string engine)
    {
        string? text = null;
        ModuleBuilder module = new();
        var host = module.Import("env", "log", Signature.Parse("ii:"));
        module.Memory(1, export: "mem");
        module.Data(16, "started"u8);
        module.Start(module.Function(Signature.Parse(":"), new Code().I32Const(16).I32Const(7).Call(host)));
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction((call, arguments, _) =>
        {
            Assert.Null(call.Instance);
            text = System.Text.Encoding.ASCII.GetString(call.Memory.GetSpan(arguments[0].U32, arguments[1].U32));
        }));

        Assert.Equal("started", text);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void StartFunction_Throws_ItsTrapIsTheOutcome(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "fail", Signature.Parse(":"));
        module.Start(module.Function(Signature.Parse(":"), new Code().Call(host)));
        using var store = Guest.CreateStore(engine);

        var made = store.Instantiate(
            Guest.Load(engine, module.Build()), _ => new WasmHostFunction((_, _, _) => throw WasmTrapException.Exit(3)));

        Assert.Equal("exit(3)", made.ToString());
    }
}
