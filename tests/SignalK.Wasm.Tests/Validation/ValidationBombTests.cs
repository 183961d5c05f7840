namespace SignalK.Wasm.Tests.Validation;

/// <summary>Small modules that are made to be expensive to validate.</summary>
public sealed class ValidationBombTests
{
    static readonly WasmValueType[] s_thousand = [.. Enumerable.Repeat(WasmValueType.I32, 1000)];

    [Fact]
    public void OperandBomb_CallsThatPushAThousandEach_IsRefusedByTheStack()
    {
        ModuleBuilder builder = new();
        var push = builder.Function(new WasmFunctionType([], s_thousand), new Code().Op(0x00));
        builder.Function(new WasmFunctionType([], []), Repeat(push, 500_000));
        AssertRefused(builder, "too many operands");
    }

    [Fact]
    public void SignatureBomb_CallsWithAThousandParameters_IsRefusedByTheWork()
    {
        ModuleBuilder builder = new();
        var through = builder.Function(new WasmFunctionType(s_thousand, s_thousand), new Code().Op(0x00));
        builder.Function(new WasmFunctionType([], []), Repeat(through, 500_000));
        AssertRefused(builder, "too much work to validate");
    }

    [Fact]
    public void SignatureBomb_BranchTablesWithAThousandResults_IsRefusedByTheWork()
    {
        ModuleBuilder builder = new();
        var push = builder.Function(new WasmFunctionType([], s_thousand), new Code().Op(0x00));
        var body = new Code();
        for (var i = 0; i < 15; i++) body.Call(push).I32Const(0).Op(0x0e).Unsigned(65_520).Op(new byte[65_521]);
        builder.Function(new WasmFunctionType([], s_thousand), body);
        AssertRefused(builder, "too much work to validate");
    }

    /// <summary>Calls in code that is never reached, where the stack gives whatever they take.</summary>
    static Code Repeat(int function, int times)
    {
        var code = new Code().Op(0x00);
        for (var i = 0; i < times; i++) code.Call(function);
        return code.Op(0x00);
    }

    static void AssertRefused(ModuleBuilder builder, string reason)
    {
        Assert.False(WasmModuleReader.TryRead(builder.Build(), WasmLimits.Default, out _, out var refusal));
        Assert.Equal((WasmRefusalKind.Limit, reason), (refusal.Kind, refusal.Reason));
    }
}
