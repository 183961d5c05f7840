namespace SignalK.Wasm;

/// <summary>Parameters and results of a function; compared by structure, as the specification does.</summary>
public sealed record WasmFunctionType : WasmExternType
{
    readonly WasmValueType[] _parameters, _results;

    public WasmFunctionType(ReadOnlySpan<WasmValueType> parameters, ReadOnlySpan<WasmValueType> results)
    {
        _parameters = parameters.ToArray();
        _results = results.ToArray();
    }

    public ReadOnlySpan<WasmValueType> Parameters => _parameters;
    public ReadOnlySpan<WasmValueType> Results => _results;
    public override WasmExternKind Kind => WasmExternKind.Function;

    public bool Equals(WasmFunctionType? other) =>
        other is not null && (ReferenceEquals(this, other)
            || (Parameters.SequenceEqual(other.Parameters) && Results.SequenceEqual(other.Results)));

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (var type in _parameters)
            hash.Add((byte)type);
        hash.Add(-1);
        foreach (var type in _results)
            hash.Add((byte)type);
        return hash.ToHashCode();
    }

    public override string ToString() => $"func ({List(_parameters)}) -> ({List(_results)})";

    static string List(WasmValueType[] types) => string.Join(' ', types.Select(type => type.ToText()));
}
