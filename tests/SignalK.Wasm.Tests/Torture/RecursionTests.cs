namespace SignalK.Wasm.Tests.Torture;

public sealed class RecursionTests : TortureTests
{
    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Recursion_WithoutEnd_OverflowsTheGuestsStackOnly(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":"), new Code().Call(0), "dive");
        using var guest = Guest.Create(engine, module, Endless);

        AssertTrap(WasmTrap.StackOverflow, guest.Call("dive"));
        AssertTrap(WasmTrap.StackOverflow, guest.Call("dive"));
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Recursion_WithFramesOfThousandsOfLocals_Overflows(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":"), new Code().Call(0).LocalGet(7_999).Op(0x1A), "dive", (8_000, WasmValueType.I64));
        using var guest = Guest.Create(engine, module, Endless);

        AssertTrap(WasmTrap.StackOverflow, guest.Call("dive"));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Recursion_MutualThroughATable_Overflows(string engine)
    {
        ModuleBuilder module = new();
        var type = module.Type(Signature.Parse(":"));
        module.Table(2);
        var ping = module.Function(Signature.Parse(":"), new Code().I32Const(1).CallIndirect(type), "dive");
        var pong = module.Function(Signature.Parse(":"), new Code().I32Const(0).CallIndirect(type));
        module.Elements(0, ping, pong);
        using var guest = Guest.Create(engine, module, Endless);

        AssertTrap(WasmTrap.StackOverflow, guest.Call("dive"));
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Recursion_ThroughTheHost_IsCappedAtThirtyTwo(string engine)
    {
        var deepest = 0;
        var depth = 0;
        ModuleBuilder module = new();
        var again = module.Import("env", "again", Signature.Parse(":"));
        module.Function(Signature.Parse(":"), new Code().Call(again), "dive");
        using var guest = Guest.Create(engine, module, Endless, _ => new WasmHostFunction((call, _, _) =>
        {
            deepest = Math.Max(deepest, ++depth);
            var outcome = call.Instance!.GetFunction("dive")!.Call([], []);
            depth--;
            outcome.ThrowIfTrapped();
        }));

        AssertTrap(WasmTrap.StackOverflow, guest.Call("dive"));
        Assert.Equal(WasmLimits.NestedCalls, deepest);
        Assert.Equal(0, depth);
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void NestedCall_ThatSpins_SharesTheOuterFuel(string engine)
    {
        WasmOutcome inner = default;
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse(":"));
        module.Function(Signature.Parse(":"), new Code().Call(host).Loop().Br(0).End(), "outer");
        module.Function(Signature.Parse(":"), Forever(), "inner");
        using var guest = Guest.Create(engine, module, WasmLimits.Default with { Fuel = 100_000 }, _ => new WasmHostFunction(
            (call, _, _) => inner = call.Instance!.GetFunction("inner")!.Call([], [])));

        var outer = guest.Call("outer");

        AssertTrap(WasmTrap.OutOfFuel, inner);
        Assert.InRange(inner.FuelUsed, 99_000UL, 99_999UL);
        Assert.Equal(new WasmOutcome(WasmTrap.OutOfFuel, 100_000), outer);
    }
}
