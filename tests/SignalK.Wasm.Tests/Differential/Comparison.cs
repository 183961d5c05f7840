using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace SignalK.Wasm.Tests.Differential;

/// <summary>Runs one module on two engines and says where they differ.</summary>
sealed class Comparison(IWasmEngine first, IWasmEngine second)
{
    static readonly WasmLimits Limits = WasmLimits.Default with { Fuel = 200_000, Deadline = Timeout.InfiniteTimeSpan };

    public int Calls { get; private set; }

    public int Returned { get; private set; }

    /// <summary>Calls that ended at the limit of fuel or stack, where the engines may differ; the module's run ends there.</summary>
    public int AtTheLimit { get; private set; }

    /// <summary>Null when the engines agree in everything.</summary>
    public string? Run(int seed)
    {
        var (wasm, parameters) = ModuleGenerator.Generate(seed);
        using Side one = new(first, wasm), other = new(second, wasm);
        if (one.Failure != other.Failure)
            return $"seed {seed}: instantiation: {one.Failure ?? "ok"} against {other.Failure ?? "ok"}";
        if (one.Failure is not null)
            return null;
        Random random = new(seed);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                var arguments = parameters[i].Select(type => Argument(random, type)).ToArray();
                var (a, b) = (one.Call($"f{i}", arguments), other.Call($"f{i}", arguments));
                Calls++;
                if (IsAtTheLimit(a.Outcome) || IsAtTheLimit(b.Outcome))
                {
                    AtTheLimit++;
                    return null;
                }
                if (a.Outcome.Returned)
                    Returned++;
                if (Difference(a, b) is { } difference)
                    return $"seed {seed}: f{i}({string.Join(", ", arguments)}): {difference}";
                if (one.State() is var left && other.State() is var right && left != right)
                    return $"seed {seed}: after f{i}: state {left} against {right}";
            }
        }
        return null;
    }

    static bool IsAtTheLimit(WasmOutcome outcome) => outcome.Trap is WasmTrap.OutOfFuel or WasmTrap.StackOverflow;

    static string? Difference((WasmOutcome Outcome, WasmValue[] Results) a, (WasmOutcome Outcome, WasmValue[] Results) b)
    {
        if (a.Outcome.Trap != b.Outcome.Trap)
            return $"{a.Outcome} against {b.Outcome}";
        if (!a.Outcome.Returned)
            return null;
        if (!a.Results.AsSpan().SequenceEqual(b.Results))
            return $"results {string.Join(' ', a.Results)} against {string.Join(' ', b.Results)}";
        return a.Outcome.FuelUsed == b.Outcome.FuelUsed ? null : $"fuel {a.Outcome.FuelUsed} against {b.Outcome.FuelUsed}";
    }

    static WasmValue Argument(Random random, char type) => type switch
    {
        'i' => random.Next(3) == 0 ? random.Next(100) : (int)random.NextInt64(),
        'l' => random.NextInt64(),
        'f' => (float)(random.NextDouble() * 1000 - 500),
        'd' => random.NextDouble() * 1000 - 500,
        _ => Vector128.Create(random.NextInt64(), random.NextInt64()).AsByte(),
    };

    sealed class Side : IDisposable
    {
        readonly IWasmStore _store;
        readonly IWasmInstance? _instance;

        public Side(IWasmEngine engine, byte[] wasm)
        {
            _store = engine.CreateStore(Limits);
            if (!engine.TryLoad(wasm, Limits, out var module, out var refusal))
            {
                Failure = refusal.ToString();
                return;
            }
            var made = _store.Instantiate(module);
            module.Dispose();
            _instance = made.Instance;
            Failure = made.Succeeded ? null : made.ToString();
        }

        public string? Failure { get; }

        public (WasmOutcome Outcome, WasmValue[] Results) Call(string name, WasmValue[] arguments)
        {
            var function = _instance!.GetFunction(name)!;
            var results = new WasmValue[function.Type.Results.Length];
            return (function.Call(arguments, results), results);
        }

        public string State()
        {
            var memory = _instance!.GetMemory("memory")!;
            var hash = Convert.ToHexStringLower(SHA256.HashData(memory.GetSpan(0, (uint)memory.Length)).AsSpan(0, 6));
            var globals = Enumerable.Range(0, 8).Select(i => _instance.GetGlobal($"g{i}")!.Value.ToString());
            return $"{memory.Pages} pages {hash}, table {_instance.GetTable("table")!.Size}, {string.Join(' ', globals)}";
        }

        public void Dispose() => _store.Dispose();
    }
}
