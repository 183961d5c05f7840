namespace SignalK.Wasm.Managed;

/// <summary>Where the arguments and results of a function type lie in a frame: a slot each, two for a v128.</summary>
sealed class FunctionLayout
{
    readonly WasmFunctionType _type;

    public FunctionLayout(WasmFunctionType type)
    {
        _type = type;
        ParameterSlots = SlotsOf(type.Parameters);
        ResultSlots = SlotsOf(type.Results);
    }

    public WasmFunctionType Type => _type;
    public ReadOnlySpan<WasmValueType> Parameters => _type.Parameters;
    public ReadOnlySpan<WasmValueType> Results => _type.Results;
    public int ParameterSlots { get; }

    public int ResultSlots { get; }

    /// <summary>Enough for parameters and for results.</summary>
    public int Slots => Math.Max(ParameterSlots, ResultSlots);

    public static int SlotsOf(WasmValueType type) => type == WasmValueType.V128 ? 2 : 1;

    public static int SlotsOf(ReadOnlySpan<WasmValueType> types)
    {
        var slots = 0;
        foreach (var type in types)
            slots += SlotsOf(type);
        return slots;
    }
}
