using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed;

/// <summary>Instantiation (specification 4.5.4).</summary>
sealed unsafe partial class ManagedStore
{
    public WasmInstantiation Instantiate(IWasmModule module, WasmImportResolver? resolve = null)
    {
        if (module is not ManagedModule own || own.Engine != _engine)
            throw new ArgumentException("the module belongs to another engine: make the store with module.Engine", nameof(module));
        var outermost = Gate.Enter(Deadline);
        try
        {
            if (Gate.Depth > WasmLimits.NestedCalls)
                return new WasmInstantiation(null, null, new WasmOutcome(WasmTrap.StackOverflow, 0, 0, TooDeep));
            if (Linking.CheckLimits(own.Info, Limits, _instances.Count) is { } tooMuch)
                return new WasmInstantiation(null, tooMuch, default);
            var imports = new WasmExtern[own.Info.Imports.Count];
            for (var i = 0; i < imports.Length; i++)
            {
                var given = resolve?.Invoke(own.Info.Imports[i]);
                if (Linking.Check(own.Info.Imports[i], given) is { } refusal)
                    return new WasmInstantiation(null, refusal, default);
                imports[i] = given!;
            }
            var fuel = _machine.SaveFuel();
            _machine.SetFuel(Limits.InstantiationFuel);
            try
            {
                return Make(own, imports);
            }
            finally
            {
                if (!outermost)
                    _machine.RestoreFuel(fuel);
            }
        }
        finally
        {
            Gate.Exit();
        }
    }

    WasmInstantiation Make(ManagedModule module, WasmExtern[] imports)
    {
        ManagedScope scope = new(this);
        ManagedInstance instance = new(this, module, _instances.Count);
        Link(instance, imports, scope);
        _instances.Add(instance);
        Allocate(instance);
        foreach (var export in module.Definition.Exports)
        {
            if (export.Kind == WasmExternKind.Memory)
                scope.ExportedMemory = instance.Memory;
        }
        // Also after a trap the instance stays: functions of it may be in a table already.
        if (!_machine.Initialise(instance))
            return new WasmInstantiation(null, null, Trapped(_machine.FuelUsed, outermost: false));
        scope.Made = instance;
        return new WasmInstantiation(instance, null, new WasmOutcome(WasmTrap.None, _machine.FuelUsed));
    }

    void Link(ManagedInstance instance, WasmExtern[] imports, ManagedScope scope)
    {
        var definition = instance.Definition;
        for (var i = 0; i < imports.Length; i++)
        {
            var (import, index) = definition.Imports[i];
            switch (imports[i])
            {
                case WasmHostFunction host:
                    var layout = instance.Code.Layouts[definition.FunctionTypes[index]];
                    instance.ImportedFunctions[index] = Bind(scope, layout, host).Number;
                    break;
                case ManagedFunction function when function.Store == this:
                    instance.ImportedFunctions[index] = function.Number;
                    break;
                case ManagedMemory memory when memory.Store == this:
                    instance.Memory = memory;
                    break;
                case ManagedTable table when table.Store == this:
                    instance.Tables[index] = table;
                    break;
                case ManagedGlobal global when global.Store == this:
                    instance.Globals[index] = global.Cell;
                    instance.GlobalObjects[index] = global;
                    break;
                default:
                    throw new ArgumentException(
                        $"{import.Module}.{import.Name} was answered with something of another store");
            }
        }
    }

    void Allocate(ManagedInstance instance)
    {
        var definition = instance.Definition;
        if (definition.Memory is { } memory && !definition.MemoryImported)
            instance.Memory = NewMemory(memory);
        for (var i = definition.ImportedTables; i < definition.Tables.Length; i++)
            instance.Tables[i] = new ManagedTable(this, definition.Tables[i], 0);

        var cells = (ulong*)NewBlock(definition.GlobalValues.Length * sizeof(WasmValue));
        for (var i = 0; i < definition.GlobalValues.Length; i++)
        {
            var index = definition.ImportedGlobals + i;
            instance.Globals[index] = cells + 2 * i;
            var value = Evaluate(instance, definition.GlobalValues[i]);
            // A reference here is a number already, not the host's form of it.
            if (definition.Globals[index].Value == WasmValueType.V128)
                Write(WasmValueType.V128, value, cells + 2 * i);
            else
                cells[2 * i] = value.U64;
        }
        for (var i = 0; i < definition.Elements.Length; i++)
            instance.Elements[i] = ReadElements(instance, definition.Elements[i]);
    }

    static ulong[] ReadElements(ManagedInstance instance, ElementSegment segment)
    {
        var elements = new ulong[segment.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = segment.Functions is { } functions
                ? instance.Reference(functions[i])
                : Evaluate(instance, segment.Expressions![i]).U64;
        }
        return elements;
    }

    /// <summary>A constant in the form of slots.</summary>
    internal static WasmValue Evaluate(ManagedInstance instance, ConstantExpression expression) =>
        ConstantEvaluator.Evaluate(
            instance.Definition.Bytes, expression,
            global => instance.Definition.Globals[global].Value == WasmValueType.V128
                ? *(WasmValue*)instance.Globals[global]
                : *instance.Globals[global],
            function => instance.Reference(function));
}
