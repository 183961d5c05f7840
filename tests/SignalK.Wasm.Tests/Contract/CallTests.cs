namespace SignalK.Wasm.Tests.Contract;

public sealed class CallTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Call_TwoNumbers_ReturnsTheSumAndItsFuel(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Op(0x6A), "add");
        using var guest = Guest.Create(engine, module);

        var outcome = guest.Call("add", out var sum, 40, 2);

        Assert.Equal(new WasmOutcome(WasmTrap.None, 4), outcome);
        Assert.Equal(42, sum.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Call_NineAdditionsOfConstants_BurnsTwenty(string engine)
    {
        ModuleBuilder module = new();
        var code = new Code().I32Const(0);
        for (var i = 0; i < 9; i++)
            code.I32Const(i).Op(0x6A);
        module.Function(Signature.Parse(":i"), code, "sum");
        using var guest = Guest.Create(engine, module);

        Assert.Equal(20UL, guest.Call("sum", out var sum).FuelUsed);
        Assert.Equal(36, sum.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Call_HostFunction_GetsArgumentsAndMemory(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "sum", Signature.Parse("ii:l"));
        module.Memory(1);
        module.Data(8, "hello"u8);
        module.Function(Signature.Parse(":l"), new Code().I32Const(8).I32Const(5).Call(host), "run");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction((call, arguments, results) =>
        {
            var text = call.Memory.GetSpan(arguments[0].U32, arguments[1].U32);
            results[0] = text.SequenceEqual("hello"u8) ? 1L << 40 : -1L;
        }));

        var outcome = guest.Call("run", out var result);

        Assert.True(outcome.Returned, outcome.ToString());
        Assert.Equal(1L << 40, result.I64);
    }
}
