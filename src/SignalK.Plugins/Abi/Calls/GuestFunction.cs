using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>
/// An export as a host of dynamic types would call it: arguments that it does not take are dropped, those that are missing are
/// zero, numbers become what it declares.
/// </summary>
internal sealed class GuestFunction
{
    readonly WasmFunction _function;
    readonly WasmValueType[] _parameters;
    readonly WasmValueType? _result;
    readonly bool _isPlain;
    // Used by outer and nested calls alike: arguments are copied before the guest runs, results after it ended.
    readonly WasmValue[] _arguments;
    readonly WasmValue[] _results;

    public GuestFunction(WasmFunction function)
    {
        _function = function;
        _parameters = function.Type.Parameters.ToArray();
        _result = function.Type.Results.IsEmpty ? null : function.Type.Results[0];
        _isPlain = _parameters.All(type => type == WasmValueType.I32) && _result is null or WasmValueType.I32;
        _arguments = new WasmValue[_parameters.Length];
        _results = new WasmValue[Math.Max(1, function.Type.Results.Length)];
    }

    public int Parameters => _parameters.Length;

    /// <param name="arguments">i32 each.</param>
    /// <param name="result">0 unless the function returned one.</param>
    public WasmOutcome Call(ReadOnlySpan<WasmValue> arguments, out int result)
    {
        if (!_isPlain || arguments.Length != _parameters.Length)
            arguments = Adapt(arguments);
        _results[0] = default;
        var outcome = _function.Call(arguments, _results);
        result = outcome.Returned && _result is { } type ? Number.ToInt32(Number.From(type, _results[0])) : 0;
        return outcome;
    }

    ReadOnlySpan<WasmValue> Adapt(ReadOnlySpan<WasmValue> given)
    {
        for (var i = 0; i < _arguments.Length; i++)
            _arguments[i] = i < given.Length ? Number.To(_parameters[i], given[i].I32) : default;
        return _arguments;
    }
}
