using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed;

/// <summary>A module's memories, tables, globals and references, as handlers read them.</summary>
sealed unsafe class ManagedInstance : IWasmInstance
{
    readonly ManagedStore _store;
    readonly ManagedModule _module;
    readonly Dictionary<string, WasmExtern> _exports = new(StringComparer.Ordinal);

    /// <summary>Number of each function's reference, 0 until it has one.</summary>
    readonly int[] _references;

    public ManagedInstance(ManagedStore store, ManagedModule module, int number)
    {
        (_store, _module, Number) = (store, module, number);
        var definition = module.Definition;
        _references = new int[definition.FunctionTypes.Length];
        ImportedFunctions = new ulong[definition.ImportedFunctions];
        Tables = new ManagedTable[definition.Tables.Length];
        Elements = new ulong[definition.Elements.Length][];
        DroppedData = new bool[definition.Data.Length];
        Globals = (ulong**)store.NewBlock(definition.Globals.Length * sizeof(ulong*));
        TypeIds = (int*)store.NewBlock(definition.Types.Length * sizeof(int));
        for (var i = 0; i < definition.Types.Length; i++)
            TypeIds[i] = store.TypeId(definition.Types[i]);
    }

    public IWasmStore Store => _store;

    public IWasmModule Module => _module;

    public ModuleCode Code => _module.Code;

    public ModuleDefinition Definition => _module.Definition;

    /// <summary>Its place in the store.</summary>
    public int Number { get; }

    public ManagedMemory? Memory { get; set; }

    public ulong[] ImportedFunctions { get; }

    public ManagedTable[] Tables { get; }

    /// <summary>Where each global lives.</summary>
    public ulong** Globals { get; }

    /// <summary>Globals that the host has seen or given, one object for each cell.</summary>
    public Dictionary<int, ManagedGlobal> GlobalObjects { get; } = [];

    public int* TypeIds { get; }

    /// <summary>Elements of each segment; empty once dropped.</summary>
    public ulong[][] Elements { get; }

    public bool[] DroppedData { get; }

    public WasmExtern? GetExport(string name)
    {
        using var _ = _store.Enter();
        if (_exports.TryGetValue(name, out var known))
            return known;
        foreach (var export in Definition.Exports)
        {
            if (export.Name != name)
                continue;
            var made = Make(export);
            _exports.Add(name, made);
            return made;
        }
        return null;
    }

    /// <summary>The number of a function's reference, made at first need.</summary>
    public ulong Reference(int function)
    {
        if (function < ImportedFunctions.Length)
            return ImportedFunctions[function];
        ref var number = ref _references[function];
        if (number == 0)
        {
            ManagedFunction made = new(_store, Code.Layouts[Definition.FunctionTypes[function]]);
            number = (int)_store.Register(made, Number, function - ImportedFunctions.Length).Number;
        }
        return (ulong)number;
    }

    WasmExtern Make(ExportDefinition export) => export.Kind switch
    {
        WasmExternKind.Function => _store.FunctionAt(Reference(export.Index)),
        WasmExternKind.Table => Tables[export.Index],
        WasmExternKind.Memory => Memory!,
        _ => GlobalObjects.TryGetValue(export.Index, out var imported)
            ? imported
            : OwnGlobal(export.Index),
    };

    // One object for each cell, however many names it is exported under.
    ManagedGlobal OwnGlobal(int index)
    {
        ManagedGlobal global = new(_store, Definition.Globals[index], Globals[index]);
        GlobalObjects.Add(index, global);
        return global;
    }
}
