namespace SignalK.Wasm.Wasmtime.Native;

/// <summary>
/// The functions of one loaded Wasmtime library that the engine uses, every one looked up at load. Names are those of the C
/// headers without their prefix; the same table serves a library from a file and one linked into the binary.
/// </summary>
/// <remarks>
/// SuppressGCTransition only where the call neither runs guest code nor calls back nor waits: reading and writing counters.
/// </remarks>
sealed unsafe partial class WasmtimeApi
{
    public readonly delegate* unmanaged[Cdecl]<nint> ConfigNew;
    public readonly delegate* unmanaged[Cdecl]<nint, nint> EngineNew;
    public readonly delegate* unmanaged[Cdecl]<nint, void> EngineDelete;
    public readonly delegate* unmanaged[Cdecl]<nint, void> EngineIncrementEpoch;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint> ModuleNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeVec*, nint> ModuleSerialize;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint> ModuleDeserialize;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ModuleDelete;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nint, nint> StoreNew;
    public readonly delegate* unmanaged[Cdecl]<nint, nint> StoreContext;
    public readonly delegate* unmanaged[Cdecl]<nint, long, long, long, long, long, void> StoreLimiter;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nint, nint, void> StoreEpochCallback;
    public readonly delegate* unmanaged[Cdecl]<nint, void> StoreDelete;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong, nint> SetFuel;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong*, nint> GetFuel;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong, void> SetEpochDeadline;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, NativeExtern*, nint, NativeInstance*, nint*, nint> InstanceNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeInstance*, byte*, nint, NativeExtern*, byte> InstanceExport;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, NativeExtern*, byte> CallerExport;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nint, nint, nint, NativeFunc*, void> FuncNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeFunc*, WasmValue*, nint, nint*, nint> FuncCall;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeFunc*, nint> FuncType;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, NativeFunc*, void> FuncFromRaw;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeFunc*, nint> FuncToRaw;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, NativeItem*, nint> MemoryNew;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, NativeItem*, nint> MemoryData;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, NativeItem*, nint> MemoryDataSize;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, ulong*, nint> MemoryGrow;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, NativeVal*, NativeItem*, nint> TableNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, byte> TableGet;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, nint> TableSet;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong> TableSize;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, ulong*, nint> TableGrow;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, NativeVal*, NativeItem*, nint> GlobalNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, NativeVal*, void> GlobalGet;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, NativeVal*, nint> GlobalSet;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nint, NativeItem*, byte> ExternRefNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, nint> ExternRefData;
    public readonly delegate* unmanaged[Cdecl]<NativeItem*, void> ExternRefUnroot;
    public readonly delegate* unmanaged[Cdecl]<nint, uint, NativeItem*, void> ExternRefFromRaw;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeItem*, uint> ExternRefToRaw;
    public readonly delegate* unmanaged[Cdecl]<byte*, nint, nint> TrapNew;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte> TrapCode;
    public readonly delegate* unmanaged[Cdecl]<nint, void> TrapDelete;
    public readonly delegate* unmanaged[Cdecl]<byte*, nint> ErrorNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeVec*, void> ErrorMessage;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ErrorDelete;
    public readonly delegate* unmanaged[Cdecl]<NativeVec*, void> ByteVecDelete;
    public readonly delegate* unmanaged[Cdecl]<byte, nint> ValTypeNew;
    public readonly delegate* unmanaged[Cdecl]<nint, byte> ValTypeKind;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ValTypeDelete;
    public readonly delegate* unmanaged[Cdecl]<NativeVec*, nint, nint*, void> ValTypeVecNew;
    public readonly delegate* unmanaged[Cdecl]<NativeVec*, NativeVec*, nint> FuncTypeNew;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeVec*> FuncTypeParams;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeVec*> FuncTypeResults;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FuncTypeDelete;
    public readonly delegate* unmanaged[Cdecl]<nint, byte, nint> GlobalTypeNew;
    public readonly delegate* unmanaged[Cdecl]<nint, void> GlobalTypeDelete;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeLimits*, nint> TableTypeNew;
    public readonly delegate* unmanaged[Cdecl]<nint, void> TableTypeDelete;
    public readonly delegate* unmanaged[Cdecl]<ulong, byte, ulong, byte, byte, byte, nint*, nint> MemoryTypeNew;
    public readonly delegate* unmanaged[Cdecl]<nint, void> MemoryTypeDelete;

    /// <summary>Since 48 the only way to v128; before, <see cref="ValTypeNew"/> takes kind 4. Null where absent.</summary>
    public readonly delegate* unmanaged[Cdecl]<nint> ValTypeV128;

    /// <summary>Since 48, where <see cref="ValTypeKind"/> of a v128 aborts the process.</summary>
    public readonly delegate* unmanaged[Cdecl]<nint, nint, byte> ValTypeEqual;

    readonly SymbolSource _symbols;

    public WasmtimeApi(SymbolSource symbols)
    {
        _symbols = symbols;
        ConfigNew = (delegate* unmanaged[Cdecl]<nint>)symbols.Find("wasm_config_new");
        EngineNew = (delegate* unmanaged[Cdecl]<nint, nint>)symbols.Find("wasm_engine_new_with_config");
        EngineDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_engine_delete");
        EngineIncrementEpoch = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasmtime_engine_increment_epoch");
        ModuleNew = (delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)symbols.Find("wasmtime_module_new");
        ModuleSerialize = (delegate* unmanaged[Cdecl]<nint, NativeVec*, nint>)symbols.Find("wasmtime_module_serialize");
        ModuleDeserialize = (delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)symbols.Find("wasmtime_module_deserialize");
        ModuleDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasmtime_module_delete");
        StoreNew = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)symbols.Find("wasmtime_store_new");
        StoreContext = (delegate* unmanaged[Cdecl]<nint, nint>)symbols.Find("wasmtime_store_context");
        StoreLimiter = (delegate* unmanaged[Cdecl]<nint, long, long, long, long, long, void>)symbols.Find("wasmtime_store_limiter");
        StoreEpochCallback = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint, void>)symbols.Find("wasmtime_store_epoch_deadline_callback");
        StoreDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasmtime_store_delete");
        SetFuel = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong, nint>)symbols.Find("wasmtime_context_set_fuel");
        GetFuel = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong*, nint>)symbols.Find("wasmtime_context_get_fuel");
        SetEpochDeadline = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, ulong, void>)symbols.Find("wasmtime_context_set_epoch_deadline");
        InstanceNew = (delegate* unmanaged[Cdecl]<nint, nint, NativeExtern*, nint, NativeInstance*, nint*, nint>)symbols.Find("wasmtime_instance_new");
        InstanceExport = (delegate* unmanaged[Cdecl]<nint, NativeInstance*, byte*, nint, NativeExtern*, byte>)symbols.Find("wasmtime_instance_export_get");
        CallerExport = (delegate* unmanaged[Cdecl]<nint, byte*, nint, NativeExtern*, byte>)symbols.Find("wasmtime_caller_export_get");
        FuncNew = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint, nint, NativeFunc*, void>)symbols.Find("wasmtime_func_new_unchecked");
        FuncCall = (delegate* unmanaged[Cdecl]<nint, NativeFunc*, WasmValue*, nint, nint*, nint>)symbols.Find("wasmtime_func_call_unchecked");
        FuncType = (delegate* unmanaged[Cdecl]<nint, NativeFunc*, nint>)symbols.Find("wasmtime_func_type");
        FuncFromRaw = (delegate* unmanaged[Cdecl]<nint, nint, NativeFunc*, void>)symbols.Find("wasmtime_func_from_raw");
        FuncToRaw = (delegate* unmanaged[Cdecl]<nint, NativeFunc*, nint>)symbols.Find("wasmtime_func_to_raw");
        MemoryNew = (delegate* unmanaged[Cdecl]<nint, nint, NativeItem*, nint>)symbols.Find("wasmtime_memory_new");
        MemoryData = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, NativeItem*, nint>)symbols.Find("wasmtime_memory_data");
        MemoryDataSize = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, NativeItem*, nint>)symbols.Find("wasmtime_memory_data_size");
        MemoryGrow = (delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, ulong*, nint>)symbols.Find("wasmtime_memory_grow");
        TableNew = (delegate* unmanaged[Cdecl]<nint, nint, NativeVal*, NativeItem*, nint>)symbols.Find("wasmtime_table_new");
        TableGet = (delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, byte>)symbols.Find("wasmtime_table_get");
        TableSet = (delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, nint>)symbols.Find("wasmtime_table_set");
        TableSize = (delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong>)symbols.Find("wasmtime_table_size");
        TableGrow = (delegate* unmanaged[Cdecl]<nint, NativeItem*, ulong, NativeVal*, ulong*, nint>)symbols.Find("wasmtime_table_grow");
        GlobalNew = (delegate* unmanaged[Cdecl]<nint, nint, NativeVal*, NativeItem*, nint>)symbols.Find("wasmtime_global_new");
        GlobalGet = (delegate* unmanaged[Cdecl]<nint, NativeItem*, NativeVal*, void>)symbols.Find("wasmtime_global_get");
        GlobalSet = (delegate* unmanaged[Cdecl]<nint, NativeItem*, NativeVal*, nint>)symbols.Find("wasmtime_global_set");
        ExternRefNew = (delegate* unmanaged[Cdecl]<nint, nint, nint, NativeItem*, byte>)symbols.Find("wasmtime_externref_new");
        ExternRefData = (delegate* unmanaged[Cdecl]<nint, NativeItem*, nint>)symbols.Find("wasmtime_externref_data");
        ExternRefUnroot = (delegate* unmanaged[Cdecl]<NativeItem*, void>)symbols.Find("wasmtime_externref_unroot");
        ExternRefFromRaw = (delegate* unmanaged[Cdecl]<nint, uint, NativeItem*, void>)symbols.Find("wasmtime_externref_from_raw");
        ExternRefToRaw = (delegate* unmanaged[Cdecl]<nint, NativeItem*, uint>)symbols.Find("wasmtime_externref_to_raw");
        TrapNew = (delegate* unmanaged[Cdecl]<byte*, nint, nint>)symbols.Find("wasmtime_trap_new");
        TrapCode = (delegate* unmanaged[Cdecl]<nint, byte*, byte>)symbols.Find("wasmtime_trap_code");
        TrapDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_trap_delete");
        ErrorNew = (delegate* unmanaged[Cdecl]<byte*, nint>)symbols.Find("wasmtime_error_new");
        ErrorMessage = (delegate* unmanaged[Cdecl]<nint, NativeVec*, void>)symbols.Find("wasmtime_error_message");
        ErrorDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasmtime_error_delete");
        ByteVecDelete = (delegate* unmanaged[Cdecl]<NativeVec*, void>)symbols.Find("wasm_byte_vec_delete");
        ValTypeNew = (delegate* unmanaged[Cdecl]<byte, nint>)symbols.Find("wasm_valtype_new");
        ValTypeKind = (delegate* unmanaged[Cdecl]<nint, byte>)symbols.Find("wasm_valtype_kind");
        ValTypeDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_valtype_delete");
        ValTypeVecNew = (delegate* unmanaged[Cdecl]<NativeVec*, nint, nint*, void>)symbols.Find("wasm_valtype_vec_new");
        FuncTypeNew = (delegate* unmanaged[Cdecl]<NativeVec*, NativeVec*, nint>)symbols.Find("wasm_functype_new");
        FuncTypeParams = (delegate* unmanaged[Cdecl]<nint, NativeVec*>)symbols.Find("wasm_functype_params");
        FuncTypeResults = (delegate* unmanaged[Cdecl]<nint, NativeVec*>)symbols.Find("wasm_functype_results");
        FuncTypeDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_functype_delete");
        GlobalTypeNew = (delegate* unmanaged[Cdecl]<nint, byte, nint>)symbols.Find("wasm_globaltype_new");
        GlobalTypeDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_globaltype_delete");
        TableTypeNew = (delegate* unmanaged[Cdecl]<nint, NativeLimits*, nint>)symbols.Find("wasm_tabletype_new");
        TableTypeDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_tabletype_delete");
        MemoryTypeNew = (delegate* unmanaged[Cdecl]<ulong, byte, ulong, byte, byte, byte, nint*, nint>)symbols.Find("wasmtime_memorytype_new");
        MemoryTypeDelete = (delegate* unmanaged[Cdecl]<nint, void>)symbols.Find("wasm_memorytype_delete");
        ValTypeV128 = (delegate* unmanaged[Cdecl]<nint>)symbols.FindOptional("wasmtime_wasm_valtype_v128");
        ValTypeEqual = (delegate* unmanaged[Cdecl]<nint, nint, byte>)symbols.FindOptional("wasmtime_wasm_valtype_equal");
        FindConfigSetters();
    }
}
