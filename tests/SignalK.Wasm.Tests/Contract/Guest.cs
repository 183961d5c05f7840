namespace SignalK.Wasm.Tests.Contract;

/// <summary>An instance with a store of its own, and calls in one line.</summary>
sealed class Guest : IDisposable
{
    Guest(IWasmStore store, IWasmInstance instance) => (Store, Instance) = (store, instance);

    public IWasmStore Store { get; }

    public IWasmInstance Instance { get; }

    public static Guest Create(string engine, ModuleBuilder module, WasmLimits? limits = null, WasmImportResolver? resolve = null)
    {
        var store = CreateStore(engine, limits);
        var made = store.Instantiate(Load(engine, module.Build(), limits), resolve);
        Assert.True(made.Succeeded, made.ToString());
        return new Guest(store, made.Instance);
    }

    public static IWasmModule Load(string engine, byte[] wasm, WasmLimits? limits = null)
    {
        Assert.True(Engines.Get(engine).TryLoad(wasm, limits ?? WasmLimits.Default, out var module, out var refusal), refusal?.ToString());
        return module!;
    }

    public static IWasmStore CreateStore(string engine, WasmLimits? limits = null) =>
        Engines.Get(engine).CreateStore(limits ?? WasmLimits.Default);

    public WasmOutcome Call(string name, params ReadOnlySpan<WasmValue> arguments) => Call(name, out _, arguments);

    public WasmOutcome Call(string name, out WasmValue result, params ReadOnlySpan<WasmValue> arguments)
    {
        var function = Instance.GetFunction(name) ?? throw new ArgumentException($"no function is exported as {name}");
        var results = new WasmValue[Math.Max(1, function.Type.Results.Length)];
        var outcome = function.Call(arguments, results);
        result = results[0];
        return outcome;
    }

    public void Dispose() => Store.Dispose();
}
