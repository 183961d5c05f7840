namespace SignalK.Wasm.Spec;

/// <summary>The host module <c>spectest</c> of the official suite.</summary>
sealed class SpecHost(IWasmStore store)
{
    readonly WasmGlobal _i32 = Constant(store, WasmValueType.I32, 666);
    readonly WasmGlobal _i64 = Constant(store, WasmValueType.I64, 666L);
    readonly WasmGlobal _f32 = Constant(store, WasmValueType.F32, WasmValue.FromF32(666.6f));
    readonly WasmGlobal _f64 = Constant(store, WasmValueType.F64, WasmValue.FromF64(666.6));
    readonly WasmTable _table = store.CreateTable(new WasmTableType(WasmValueType.FuncRef, 10, 20));
    readonly WasmMemory _memory = store.CreateMemory(new WasmMemoryType(1, 2));

    // With types of their own: an import of another type has to be refused.
    readonly Dictionary<string, WasmFunction> _functions = new()
    {
        ["print"] = Print(store),
        ["print_i32"] = Print(store, WasmValueType.I32),
        ["print_i64"] = Print(store, WasmValueType.I64),
        ["print_f32"] = Print(store, WasmValueType.F32),
        ["print_f64"] = Print(store, WasmValueType.F64),
        ["print_i32_f32"] = Print(store, WasmValueType.I32, WasmValueType.F32),
        ["print_f64_f64"] = Print(store, WasmValueType.F64, WasmValueType.F64),
    };

    public WasmExtern? Find(string name) => name switch
    {
        "global_i32" => _i32,
        "global_i64" => _i64,
        "global_f32" => _f32,
        "global_f64" => _f64,
        "table" => _table,
        "memory" => _memory,
        _ => _functions.GetValueOrDefault(name),
    };

    static WasmGlobal Constant(IWasmStore store, WasmValueType type, WasmValue value) =>
        store.CreateGlobal(new WasmGlobalType(type, false), value);

    static WasmFunction Print(IWasmStore store, params ReadOnlySpan<WasmValueType> parameters) =>
        store.CreateFunction(new WasmFunctionType(parameters, []), new WasmHostFunction(static (_, _, _) => { }));
}
