using System.Runtime.CompilerServices;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe partial class WasmtimeStore
{
    public WasmInstantiation Instantiate(IWasmModule module, WasmImportResolver? resolve = null)
    {
        if (module is not WasmtimeModule own || own.Engine != _engine)
            throw new ArgumentException("the module belongs to another engine: make the store with module.Engine", nameof(module));
        var bytes = _engine.Options.StackBytes;
        if (StackRoom.Has(bytes + StackRoom.HostBytes) || Gate.IsInside)
            return Instantiate(own, resolve);
        WasmInstantiation result = default;
        StackRoom.Run(bytes, () => result = Instantiate(own, resolve));
        return result;
    }

    WasmInstantiation Instantiate(WasmtimeModule module, WasmImportResolver? resolve)
    {
        var outermost = Gate.Enter(Deadline);
        var added = false;
        try
        {
            module.Handle.DangerousAddRef(ref added);
            if (Gate.Depth > WasmLimits.NestedCalls)
                return Trapped(TooDeep());
            if (Linking.CheckLimits(module.Info, Limits, _instances.Count) is { } tooMuch)
                return Refused(tooMuch);
            WasmtimeScope scope = new(this, module.Info);
            var imports = new NativeExtern[module.Info.Imports.Count];
            return Link(module.Info, resolve, scope, imports) is { } refusal
                ? Refused(refusal)
                : Make(module, scope, imports, outermost);
        }
        finally
        {
            if (added)
                module.Handle.DangerousRelease();
            Gate.Exit();
        }
    }

    WasmRefusal? Link(WasmModuleInfo info, WasmImportResolver? resolve, WasmtimeScope scope, NativeExtern[] imports)
    {
        var given = new WasmExtern?[imports.Length];
        for (var i = 0; i < imports.Length; i++)
        {
            given[i] = resolve?.Invoke(info.Imports[i]);
            if (Linking.Check(info.Imports[i], given[i]) is { } refusal)
                return refusal;
        }
        for (var i = 0; i < imports.Length; i++)
            imports[i] = ToExtern(given[i]!, info.Imports[i], scope);
        return null;
    }

    /// <summary>Wasmtime aborts the process when given something of another store, so that is checked here.</summary>
    NativeExtern ToExtern(WasmExtern given, WasmImportType import, WasmtimeScope scope) => given switch
    {
        WasmHostFunction host => Function(Bind(scope, (WasmFunctionType)import.Type, host)),
        WasmtimeFunction function when function.Store == this => Function(function.Native),
        WasmtimeMemory memory when memory.Store == this => Item(NativeExtern.MemoryKind, memory.Native),
        WasmtimeTable table when table.Store == this => Item(NativeExtern.TableKind, table.Native),
        WasmtimeGlobal global when global.Store == this => Item(NativeExtern.GlobalKind, global.Native),
        _ => throw new ArgumentException($"{import.Module}.{import.Name} was answered with something of another store"),
    };

    WasmInstantiation Make(WasmtimeModule module, WasmtimeScope scope, NativeExtern[] imports, bool outermost)
    {
        var outer = outermost ? 0 : RemainingFuel();
        var budget = Limits.InstantiationFuel;
        Api.SetFuel(Context, budget);
        if (outermost)
            Api.SetEpochDeadline(Context, 1);
        NativeInstance native;
        nint trap = 0, error;
        fixed (NativeExtern* items = imports)
            error = Api.InstanceNew(Context, module.Handle.DangerousGetHandle(), items, imports.Length, &native, &trap);
        try
        {
            if (error != 0 && trap == 0 && _pending.Trap == WasmTrap.None)
                return Refused(new WasmRefusal(WasmRefusalKind.Limit, Api.TakeError(error)));
            // Also after a trap: functions of it may be in a table already, and keep it alive.
            WasmtimeInstance instance = new(this, module, native);
            _instances.Add(instance);
            if (error != 0 || trap != 0)
                return Trapped(Fail(error, trap, budget));
            scope.Made = instance;
            return new WasmInstantiation(instance, null, new WasmOutcome(WasmTrap.None, budget - RemainingFuel()));
        }
        finally
        {
            if (!outermost)
                Api.SetFuel(Context, outer);
        }
    }

    static NativeExtern Function(NativeFunc function) => new() { Kind = NativeExtern.FunctionKind, Function = function };

    static NativeExtern Item(byte kind, NativeItem item) => new() { Kind = kind, Item = item };

    static WasmInstantiation Refused(WasmRefusal refusal) => new(null, refusal, default);

    static WasmInstantiation Trapped(WasmOutcome outcome) => new(null, null, outcome);
}
