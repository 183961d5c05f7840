namespace SignalK.Wasm.Tests.Wasmtime;

static class Modules
{
    /// <summary>Exports <c>answer</c>, which gives 42.</summary>
    public static byte[] Answer { get; } = Returning(42);

    public static byte[] Returning(int value)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":i"), new Code().I32Const(value), "answer");
        return module.Build();
    }

    /// <summary>Within every limit of ours, and more than 100 MB to compile: 300 nested loops over 300 locals.</summary>
    public static byte[] Heavy()
    {
        const int loops = 300;
        Code code = new();
        for (var i = 0; i < loops; i++)
            code.Loop();
        for (var i = 0; i < loops; i++)
            code.LocalGet(i).I32Const(1).Op(0x6A).LocalTee(i).BrIf(0).End();
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":"), code, "f", (loops, WasmValueType.I32));
        return module.Build();
    }

    public static int Run(IWasmEngine engine, byte[] wasm)
    {
        Assert.True(engine.TryLoad(wasm, WasmLimits.Default, out var module, out var refusal), refusal?.ToString());
        using var store = module!.Engine.CreateStore(WasmLimits.Default);
        var results = new WasmValue[1];
        Assert.True(store.Instantiate(module).Instance!.GetFunction("answer")!.Call([], results).Returned);
        return results[0].I32;
    }
}
