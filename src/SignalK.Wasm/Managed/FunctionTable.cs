using System.Runtime.InteropServices;

namespace SignalK.Wasm.Managed;

/// <summary>All functions of a store that have a reference, and the store's numbers for function types.</summary>
sealed unsafe class FunctionTable : IDisposable
{
    readonly Dictionary<WasmFunctionType, int> _types = [];
    readonly List<ManagedFunction?> _functions = [null];
    FunctionRecord* _records;
    int _capacity = 64;

    public FunctionTable()
    {
        _records = (FunctionRecord*)NativeMemory.Alloc((nuint)_capacity, (nuint)sizeof(FunctionRecord));
        _records[0] = new FunctionRecord { Type = -1, Instance = -1 };
    }

    /// <summary>Moves when functions are added.</summary>
    public FunctionRecord* Records => _records;

    public int Count => _functions.Count;

    public ManagedFunction? this[ulong reference] => _functions[(int)reference];

    /// <summary>Equal types have equal numbers, whichever module declares them.</summary>
    public int TypeId(WasmFunctionType type)
    {
        if (!_types.TryGetValue(type, out var id))
            _types.Add(type, id = _types.Count);
        return id;
    }

    public ulong Add(ManagedFunction function, FunctionRecord record)
    {
        if (_functions.Count == _capacity)
        {
            _capacity *= 2;
            _records = (FunctionRecord*)NativeMemory.Realloc(_records, (nuint)_capacity * (nuint)sizeof(FunctionRecord));
        }
        _records[_functions.Count] = record;
        _functions.Add(function);
        return (ulong)(_functions.Count - 1);
    }

    public void Dispose()
    {
        NativeMemory.Free(_records);
        _records = null;
        GC.SuppressFinalize(this);
    }

    ~FunctionTable() => Dispose();
}
