namespace SignalK.Wasm.Wasmtime.Native;

sealed unsafe partial class WasmtimeApi
{
    /// <summary>On: what our validator knows. Off: what it would refuse anyway; a second lock costs nothing.</summary>
    static readonly (string Name, bool Value)[] Switches =
    [
        ("consume_fuel", true),
        ("epoch_interruption", true),
        ("wasm_reference_types", true),
        ("wasm_bulk_memory", true),
        ("wasm_multi_value", true),
        ("wasm_simd", true),
        ("wasm_tail_call", true),
        ("wasm_relaxed_simd", false),
        ("wasm_multi_memory", false),
        ("wasm_memory64", false),
        ("wasm_function_references", false),
        ("wasm_gc", false),
        ("wasm_exceptions", false),
        ("wasm_wide_arithmetic", false),
        ("wasm_custom_page_sizes", false),
        ("wasm_stack_switching", false),
        // No SIGSEGV, SIGILL or SIGFPE handler of Wasmtime's beside the .NET runtime's own. Costs 1.24 times on the kernels.
        ("signals_based_traps", false),
        // One reservation for each memory, never moved: pointers stay good over a growth, untouched pages cost nothing.
        ("memory_may_move", false),
        // Registering frames with libgcc takes 330 ms for 6 000 functions in a static link; nothing here unwinds guest frames.
        ("native_unwind_info", false),
    ];

    static readonly string[] Numbers =
        ["max_wasm_stack", "memory_reservation", "memory_guard_size", "memory_reservation_for_growth"];

    const string CanonicalNaN = "cranelift_nan_canonicalization";

    /// <summary>A new <c>wasm_config_t</c>; the engine made from it owns it.</summary>
    public nint CreateConfig(WasmEngineOptions options)
    {
        var config = ConfigNew();
        foreach (var (name, value) in Switches)
            Set(config, name, value);
        Set(config, CanonicalNaN, options.Deterministic);
        Set(config, "max_wasm_stack", (ulong)options.StackBytes);
        Set(config, "memory_reservation", (ulong)options.MemoryBytes);
        Set(config, "memory_guard_size", 0UL);
        Set(config, "memory_reservation_for_growth", 0UL);
        return config;
    }

    void Set(nint config, string name, bool value) =>
        ((delegate* unmanaged[Cdecl]<nint, byte, void>)_symbols.Find(Setter(name)))(config, value ? (byte)1 : (byte)0);

    void Set(nint config, string name, ulong value) =>
        ((delegate* unmanaged[Cdecl]<nint, ulong, void>)_symbols.Find(Setter(name)))(config, value);

    void FindConfigSetters()
    {
        foreach (var (name, _) in Switches)
            _symbols.Find(Setter(name));
        foreach (var name in Numbers)
            _symbols.Find(Setter(name));
        _symbols.Find(Setter(CanonicalNaN));
    }

    static string Setter(string name) => $"wasmtime_config_{name}_set";
}
