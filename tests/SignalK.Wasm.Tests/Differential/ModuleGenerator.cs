namespace SignalK.Wasm.Tests.Differential;

/// <summary>
/// Valid modules from a seed: a memory, a table of functions, globals, and a few functions that use all of WebAssembly 2.0's
/// instructions, calls up and down, and loops that mostly end.
/// </summary>
sealed partial class ModuleGenerator
{
    const string Types = "iiillfdv";
    const int TableSize = 8;

    readonly Random _random;
    readonly ModuleBuilder _module = new();
    readonly List<(int Index, string Parameters, string Results)> _functions = [];
    readonly List<char> _globals = [];

    ModuleGenerator(int seed) => _random = new Random(seed);

    /// <summary>The module, and the signatures of its exports <c>f0</c>, <c>f1</c>, ...</summary>
    public static (byte[] Wasm, IReadOnlyList<string> Parameters) Generate(int seed) => new ModuleGenerator(seed).Generate();

    (byte[] Wasm, IReadOnlyList<string> Parameters) Generate()
    {
        _module.Memory(1, 4);
        _module.Table(TableSize, 16, export: "table");
        _module.Data(_random.Next(60_000), Bytes(64));
        foreach (var type in "iiilldfv")
        {
            _globals.Add(type);
            _module.Global(Type(type), mutable: true, Constant(new Code(), type), $"g{_globals.Count - 1}");
        }
        var count = _random.Next(2, 6);
        for (var i = 0; i < count; i++)
            _functions.Add((i, Letters(4), Letters(3)));
        foreach (var (index, parameters, results) in _functions)
        {
            var locals = Letters(5) + 'i';
            FunctionGenerator body = new(this, parameters, locals, results, index);
            _module.Function(
                Signature.Parse($"{parameters}:{results}"), body.Generate(), $"f{index}", [.. locals.Select(type => (1, Type(type)))]);
        }
        _module.Elements(0, [.. Enumerable.Range(0, TableSize - 2).Select(_ => _random.Next(count))]);
        return (_module.Build(), [.. _functions.Select(function => function.Parameters)]);
    }

    Code Constant(Code code, char type) => type switch
    {
        'i' => code.I32Const(_random.Next(4) switch { 0 => _random.Next(-8, 8), 1 => int.MinValue, 2 => _random.Next(70_000), _ => (int)_random.NextInt64() }),
        'l' => code.I64Const(_random.Next(4) switch { 0 => _random.Next(-8, 8), 1 => long.MinValue, _ => _random.NextInt64() }),
        'f' => code.F32Const(_random.Next(6) switch { 0 => float.NaN, 1 => -0f, 2 => float.PositiveInfinity, 3 => 3e9f, _ => _random.Next(-1000, 1000) / 8f }),
        'd' => code.F64Const(_random.Next(6) switch { 0 => double.NaN, 1 => -0d, 2 => double.NegativeInfinity, 3 => 2e19, _ => _random.Next(-1000, 1000) / 8d }),
        _ => code.Op(0xFD, 12).Op(Bytes(16)),
    };

    string Letters(int most, int least = 0) =>
        new([.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => Types[_random.Next(Types.Length)])]);

    byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    static WasmValueType Type(char letter) => Signature.Parse($"{letter}:").Parameters[0];
}
