namespace SignalK.Wasm.Tests.Torture;

public sealed class MemoryTests : TortureTests
{
    static readonly WasmLimits OneMegabyte = WasmLimits.Default with { MemoryBytes = 1 << 20, TableElements = 1_000 };

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void MemoryBomb_InOneStep_GetsMinusOne(string engine)
    {
        using var guest = Guest.Create(engine, Growing(), OneMegabyte);

        Assert.True(guest.Call("grow", out var result, 16).Returned);
        Assert.Equal(-1, result.I32);
        Assert.True(guest.Call("grow", out result, -1).Returned);
        Assert.Equal(-1, result.I32);
        Assert.True(guest.Call("grow", out result, 15).Returned);
        Assert.Equal(1, result.I32);
        Assert.Equal(16u, guest.Instance.GetMemory("memory")!.Pages);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void MemoryBomb_InManySteps_StopsAtTheCap(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(0);
        // Grows until it gets -1, then gives the size.
        module.Function(Signature.Parse(":i"), new Code().Loop().I32Const(1).MemoryGrow().I32Const(-1).Op(0x47).BrIf(0).End().MemorySize(), "bomb");
        using var guest = Guest.Create(engine, module, OneMegabyte);

        Assert.True(guest.Call("bomb", out var pages).Returned);
        Assert.Equal(16, pages.I32);
        Assert.Equal(-1, guest.Instance.GetMemory("memory")!.Grow(1));
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Memory_EmptyAtFirst_IsWhereTheHostLooksAfterItGrew(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(0);
        module.Function(Signature.Parse(":i"), new Code().I32Const(3).MemoryGrow().Drop().I32Const(0).Access(0x2D, 131_072), "grow");
        using var guest = Guest.Create(engine, module);
        var memory = guest.Instance.GetMemory("memory")!;
        Assert.False(memory.TryGetSpan(0, 1, out _));

        Assert.Equal(0, memory.Grow(3));
        memory.GetSpan(131_072, 1)[0] = 9;

        Assert.True(guest.Call("grow", out var seen).Returned);
        Assert.Equal((9, 6u), (seen.I32, memory.Pages));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Memory_DeclaredAboveTheCap_IsRefusedWithTheFigure(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(17);
        var wasm = module.Build();
        Assert.False(Engines.Get(engine).TryLoad(wasm, OneMegabyte, out _, out var atLoad));
        Assert.Equal(WasmRefusalKind.Limit, atLoad!.Kind);

        using var store = Guest.CreateStore(engine, OneMegabyte);
        var made = store.Instantiate(Guest.Load(engine, wasm));

        Assert.Equal(WasmRefusalKind.Limit, made.Refusal!.Kind);
        Assert.Equal((17UL << 16, 1UL << 20), (made.Refusal.Figure, made.Refusal.Cap));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void MemoryFill_OverTheCap_Traps(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(1);
        module.Function(Signature.Parse("iii:"), new Code().LocalGet(0).LocalGet(1).LocalGet(2).MemoryFill(), "fill");
        using var guest = Guest.Create(engine, module, Endless);

        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("fill", 0, 1, 65_537));
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("fill", 65_536, 1, 1));
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("fill", -1, 1, -1));
        Assert.Equal(0, guest.Instance.GetMemory("memory")!.GetSpan(0, 1)[0]);
        Assert.True(guest.Call("fill", 0, 1, 65_536).Returned);
        Assert.Equal(1, guest.Instance.GetMemory("memory")!.GetSpan(65_535, 1)[0]);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void MemoryAccess_AroundTheEnd_Traps(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(1);
        module.Function(Signature.Parse("i:l"), new Code().LocalGet(0).Access(0x29), "load");
        module.Function(Signature.Parse("i:l"), new Code().LocalGet(0).Access(0x29, uint.MaxValue), "far");
        using var guest = Guest.Create(engine, module);

        Assert.True(guest.Call("load", 65_528).Returned);
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("load", 65_529));
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("load", -1));
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("far", 0));
        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("far", -1));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void DataSegment_OutOfRange_TrapsAndMakesNoInstance(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(1);
        module.Data(65_535, [1, 2]);
        using var store = Guest.CreateStore(engine);

        var made = store.Instantiate(Guest.Load(engine, module.Build()));

        Assert.False(made.Succeeded);
        AssertTrap(WasmTrap.MemoryOutOfBounds, made.Outcome);
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TableBomb_OverTheCap_GetsMinusOne(string engine)
    {
        ModuleBuilder module = new();
        module.Table(1, export: "table");
        // table.grow of null by the argument
        module.Function(Signature.Parse("i:i"), new Code().Op(0xD0, 0x70).LocalGet(0).Op(0xFC, 15, 0), "grow");
        using var guest = Guest.Create(engine, module, OneMegabyte);

        Assert.True(guest.Call("grow", out var result, 1_000).Returned);
        Assert.Equal(-1, result.I32);
        Assert.True(guest.Call("grow", out result, 999).Returned);
        Assert.Equal(1, result.I32);
        Assert.Equal(1_000u, guest.Instance.GetTable("table")!.Size);
        Assert.Equal(-1, guest.Instance.GetTable("table")!.Grow(1));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void TableBomb_Declared_IsRefused(string engine)
    {
        ModuleBuilder module = new();
        module.Table(uint.MaxValue);

        Assert.False(Engines.Get(engine).TryLoad(module.Build(), OneMegabyte, out _, out var refusal));
        Assert.Equal(WasmRefusalKind.Limit, refusal!.Kind);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HostCall_GrowsWhileItHoldsASpan_TheSpanStaysReadable(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse(":i"));
        module.Memory(1);
        module.Data(0, "before"u8);
        module.Function(Signature.Parse(":i"), new Code().Call(host), "run");
        module.Function(Signature.Parse("i:i"), new Code().LocalGet(0).MemoryGrow(), "grow");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction((call, _, results) =>
        {
            var span = call.Memory.GetSpan(0, 65_536);
            var grown = new WasmValue[1];
            call.Instance!.GetFunction("grow")!.Call([200], grown);
            Assert.Equal(1, grown[0].I32);
            Assert.Equal(201u, call.Memory.Pages);
            call.Memory.GetSpan(0, 6)[0] = (byte)'B';
            results[0] = span[..6].SequenceEqual("Before"u8) && span.Length == 65_536 ? 1 : 0;
        }));

        Assert.True(guest.Call("run", out var result).Returned);
        Assert.Equal(1, result.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Span_OutsideTheMemory_IsNotGiven(string engine)
    {
        using var guest = Guest.Create(engine, Growing());
        var memory = guest.Instance.GetMemory("memory")!;

        Assert.False(memory.TryGetSpan(65_536, 1, out _));
        Assert.False(memory.TryGetSpan(1, uint.MaxValue, out _));
        Assert.False(memory.TryGetSpan(uint.MaxValue, uint.MaxValue, out _));
        Assert.True(memory.TryGetSpan(65_536, 0, out _));
        Assert.Equal(WasmTrap.MemoryOutOfBounds, Assert.Throws<WasmTrapException>(() => memory.GetSpan(65_535, 2)).Trap);
    }

    static ModuleBuilder Growing()
    {
        ModuleBuilder module = new();
        module.Memory(1);
        module.Function(Signature.Parse("i:i"), new Code().LocalGet(0).MemoryGrow(), "grow");
        return module;
    }
}
