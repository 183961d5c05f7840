using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed class WasmtimeFunction : WasmFunction
{
    readonly int _parameters;
    readonly int _stackBytes;

    public WasmtimeFunction(WasmtimeStore store, NativeFunc native, WasmFunctionType type)
    {
        (Store, Native, Type) = (store, native, type);
        _parameters = type.Parameters.Length;
        _stackBytes = store.Engine.Options.StackBytes;
        Results = type.Results.Length;
        Slots = Math.Max(_parameters, Results);
        TakesReferences = ContainsReference(type.Parameters);
    }

    public WasmtimeStore Store { get; }

    public NativeFunc Native { get; }

    public override WasmFunctionType Type { get; }

    public int Results { get; }

    /// <summary>Length of the array that carries parameters in and results out.</summary>
    public int Slots { get; }

    public bool TakesReferences { get; }

    public override WasmValue Reference => Store.Refer(this);

    public override WasmOutcome Call(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        if (arguments.Length != _parameters || results.Length < Results)
            ThrowLengths(arguments.Length, results.Length);
        return StackRoom.Has(_stackBytes + StackRoom.HostBytes) || Store.Gate.IsInside
            ? Store.Call(this, arguments, results)
            : CallElsewhere(arguments, results);
    }

    internal static bool ContainsReference(ReadOnlySpan<WasmValueType> types)
    {
        foreach (var type in types)
        {
            if (type.IsReference())
                return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    unsafe WasmOutcome CallElsewhere(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        WasmOutcome outcome = default;
        fixed (WasmValue* from = arguments, to = results)
        {
            var (source, sourceLength, target, targetLength) = ((nint)from, arguments.Length, (nint)to, results.Length);
            StackRoom.Run(_stackBytes, () => outcome = Store.Call(
                this, new ReadOnlySpan<WasmValue>((void*)source, sourceLength), new Span<WasmValue>((void*)target, targetLength)));
        }
        return outcome;
    }

    void ThrowLengths(int arguments, int results) => throw new ArgumentException(
        $"{Type} called with {arguments} arguments and room for {results} results");
}
