namespace SignalK.Wasm.Tests.Torture;

public sealed class CompileBombTests : TortureTests
{
    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Function_OfFiftyThousandLocals_Runs(string engine)
    {
        ModuleBuilder module = new();
        module.Function(
            Signature.Parse("i:i"), new Code().LocalGet(0).LocalSet(49_999).LocalGet(49_999), "last", (49_999, WasmValueType.I32));
        using var guest = Guest.Create(engine, module);

        Assert.True(guest.Call("last", out var result, 7).Returned);
        Assert.Equal(7, result.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Function_OfMoreLocals_IsRefused(string engine) =>
        AssertRefused(engine, "locals", module =>
            module.Function(Signature.Parse("i:"), new Code(), "f", (50_000, WasmValueType.I32)));

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void NestedLoops_TwoThousandOverTwoThousandLocals_AreRefused(string engine) =>
        AssertRefused(engine, "loop", module =>
        {
            Code code = new();
            for (var i = 0; i < 2_000; i++)
                code.Loop();
            for (var i = 0; i < 2_000; i++)
                code.LocalGet(i).I32Const(1).Op(0x6A).LocalSet(i).LocalGet(i).BrIf(0).End();
            module.Function(Signature.Parse(":"), code, "f", (2_000, WasmValueType.I32));
        });

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void NestedBlocks_SixtyFourKilobytes_AreRefusedOrRun(string engine)
    {
        const int depth = 21_000;
        Code code = new();
        for (var i = 0; i < depth; i++)
            code.Block();
        for (var i = 0; i < depth; i++)
            code.End();
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":"), code, "f");

        if (Engines.Get(engine).TryLoad(module.Build(), WasmLimits.Default, out var loaded, out var refusal))
        {
            using var store = Guest.CreateStore(engine);
            Assert.True(store.Instantiate(loaded).Instance!.GetFunction("f")!.Call([], []).Returned);
        }
        else
        {
            Assert.Equal(WasmRefusalKind.Limit, refusal.Kind);
        }
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void BranchTable_OfTheMostTargets_Runs(string engine)
    {
        using var guest = Guest.Create(engine, BranchTable(65_520));

        Assert.True(guest.Call("pick", out var result, 0).Returned);
        Assert.Equal(1, result.I32);
        Assert.True(guest.Call("pick", out result, 65_520).Returned);
        Assert.Equal(0, result.I32);
        Assert.True(guest.Call("pick", out result, -1).Returned);
        Assert.Equal(0, result.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void BranchTable_OfMoreTargets_IsRefused(string engine)
    {
        Assert.False(Engines.Get(engine).TryLoad(BranchTable(65_521).Build(), WasmLimits.Default, out _, out var refusal));
        Assert.Equal(WasmRefusalKind.Limit, refusal!.Kind);
    }

    /// <summary>Targets lead to 1, the default to 0.</summary>
    static ModuleBuilder BranchTable(int targets)
    {
        var code = new Code().Block().Block().LocalGet(0).Op(0x0E).Unsigned((uint)targets);
        for (var i = 0; i < targets; i++)
            code.Unsigned(0);
        code.Unsigned(1).End().I32Const(1).Op(0x0F).End().I32Const(0);
        ModuleBuilder module = new();
        module.Function(Signature.Parse("i:i"), code, "pick");
        return module;
    }

    static void AssertRefused(string engine, string reason, Action<ModuleBuilder> build)
    {
        ModuleBuilder module = new();
        build(module);
        Assert.False(Engines.Get(engine).TryLoad(module.Build(), WasmLimits.Default, out _, out var refusal));
        Assert.Equal(WasmRefusalKind.Limit, refusal!.Kind);
        Assert.Contains(reason, refusal.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.True(refusal.Figure > refusal.Cap);
        AssertWorks(engine);
    }
}
