using System.Runtime.InteropServices;

namespace SignalK.Wasm.Managed;

sealed unsafe partial class ManagedStore : IWasmStore
{
    static int s_lastSerial;

    readonly ManagedEngine _engine;
    readonly Machine _machine;
    readonly FunctionTable _functions = new();
    readonly List<ManagedInstance> _instances = [];
    readonly List<ManagedMemory> _memories = [];
    readonly List<nint> _blocks = [];

    // In the upper half of every funcref that leaves the store, so that one of another store is told from ours.
    readonly uint _serial = (uint)Interlocked.Increment(ref s_lastSerial);
    bool _freed;

    public ManagedStore(ManagedEngine engine, WasmLimits limits)
    {
        (_engine, Limits, Fuel, Deadline) = (engine, limits, limits.Fuel, limits.Deadline);
        Gate = new CallGate(engine.Ticker);
        _machine = new Machine(this, limits.CallDepth) { Functions = _functions.Records };
    }

    public IWasmEngine Engine => _engine;

    public WasmLimits Limits { get; }

    public object? State { get; set; }

    public ulong Fuel { get; set; }

    public TimeSpan Deadline { get; set; }

    internal CallGate Gate { get; }

    public bool Interrupt() => Gate.Interrupt();

    public WasmFunction CreateFunction(WasmFunctionType type, WasmHostFunction function)
    {
        using var _ = Enter();
        return Bind(new ManagedScope(this), new FunctionLayout(type), function);
    }

    public WasmMemory CreateMemory(WasmMemoryType type)
    {
        if (type.Minimum * (long)WasmMemoryType.PageBytes > Limits.MemoryBytes || type.Minimum > type.Maximum)
            throw new ArgumentException($"{type} is above the cap of {Limits.MemoryBytes} bytes or not valid", nameof(type));
        using var _ = Enter();
        return NewMemory(type);
    }

    public WasmTable CreateTable(WasmTableType type, WasmValue initial = default)
    {
        if (type.Minimum > Limits.TableElements || type.Minimum > type.Maximum)
            throw new ArgumentException($"{type} is above the cap of {Limits.TableElements} elements or not valid", nameof(type));
        using var _ = Enter();
        return new ManagedTable(this, type, ToSlot(type.Element, initial));
    }

    public WasmGlobal CreateGlobal(WasmGlobalType type, WasmValue initial)
    {
        using var _ = Enter();
        var cell = (ulong*)NewBlock(sizeof(WasmValue));
        Write(type.Value, initial, cell);
        return new ManagedGlobal(this, type, cell);
    }

    public void Dispose()
    {
        Gate.Dispose();
        if (Interlocked.Exchange(ref _freed, true))
            return;
        _machine.Dispose();
        _functions.Dispose();
        foreach (var memory in _memories)
            memory.Dispose();
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
    }

    /// <summary>The store for something that is not a call.</summary>
    internal Visit Enter()
    {
        Gate.Enter(Timeout.InfiniteTimeSpan);
        return new Visit(Gate);
    }

    internal ManagedInstance InstanceAt(int number) => _instances[number];

    internal ManagedHostFunction HostFunctionAt(ulong number) => (ManagedHostFunction)_functions[number]!;

    internal ManagedMemory NewMemory(WasmMemoryType type)
    {
        ManagedMemory memory = new(this, type);
        _memories.Add(memory);
        return memory;
    }

    /// <summary>Zeroed memory that lives as long as the store and never moves.</summary>
    internal void* NewBlock(int bytes)
    {
        var block = NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
        _blocks.Add((nint)block);
        return block;
    }

    internal int TypeId(WasmFunctionType type) => _functions.TypeId(type);

    internal ManagedFunction Register(ManagedFunction function, int instance, int index)
    {
        function.Number = _functions.Add(
            function, new FunctionRecord { Type = TypeId(function.Type), Instance = instance, Index = index });
        _machine.Functions = _functions.Records;
        return function;
    }

    internal ManagedFunction FunctionAt(ulong number) => _functions[number]!;

    ManagedFunction Bind(ManagedScope scope, FunctionLayout layout, WasmHostFunction function) =>
        Register(new ManagedHostFunction(this, layout, function.Body, scope), -1, 0);

    internal readonly ref struct Visit(CallGate gate)
    {
        public void Dispose() => gate.Exit();
    }
}
