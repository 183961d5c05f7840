using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>The functions of an instance by name, and its memory.</summary>
internal sealed class GuestExports
{
    readonly IWasmInstance _instance;
    // Those that were asked for: a module may export 10 000 functions of 1 000 parameters each.
    readonly Dictionary<string, GuestFunction> _functions = [];

    public GuestExports(IWasmInstance instance)
    {
        _instance = instance;
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

    /// <summary>The same object each time; null for what is not exported or no function.</summary>
    public GuestFunction? Find(string name)
    {
        if (!_functions.TryGetValue(name, out var found) && _instance.GetFunction(name) is { } function)
            _functions[name] = found = new GuestFunction(function);
        return found;
    }
}
