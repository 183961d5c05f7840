using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>The functions of an instance by name, and its memory.</summary>
internal sealed class GuestExports
{
    readonly Dictionary<string, GuestFunction> _functions = [];

    public GuestExports(IWasmInstance instance)
    {
        foreach (var export in instance.Module.Info.Exports)
        {
            if (instance.GetFunction(export.Name) is { } function)
                _functions.TryAdd(export.Name, new GuestFunction(function));
        }
        Memory = instance.GetMemory("memory")!;
        SetArgumentsLength = Find("__setArgumentsLength");
        ArgumentsLength = instance.GetGlobal("__argumentsLength") is { Type: { Mutable: true, Value: WasmValueType.I32 } } global
            ? global
            : null;
    }

    public WasmMemory Memory { get; }

    /// <summary>Tells an AssemblyScript function with default values how many arguments it got; null as a rule.</summary>
    public GuestFunction? SetArgumentsLength { get; }

    /// <summary>The same as a variable.</summary>
    public WasmGlobal? ArgumentsLength { get; }

    public GuestFunction? Find(string name) => _functions.GetValueOrDefault(name);
}
