namespace SignalK.Wasm.Spec;

/// <summary>Makes broken and strange modules out of good ones, the same for a seed each time.</summary>
sealed class ModuleMutator
{
    const int MaxSeedBytes = 16_384;

    static readonly byte[] s_interesting = [0x00, 0x01, 0x0B, 0x40, 0x7F, 0x80, 0xFC, 0xFD, 0xFE, 0xFF];

    static readonly WasmLimits s_limits = WasmLimits.Default with
    {
        Fuel = 10_000,
        InstantiationFuel = 10_000,
        MemoryBytes = 1 << 20,
        TableElements = 10_000,
        CallDepth = 200,
    };

    readonly byte[][] _seeds;
    readonly Random _random;

    public ModuleMutator(SuiteFiles files, int seed)
    {
        _seeds = [.. files.Modules.Select(files.Read).Where(module => module.Length is > 8 and < MaxSeedBytes)];
        _random = new Random(seed);
    }

    public byte[] Next()
    {
        var bytes = new List<byte>(_seeds[_random.Next(_seeds.Length)]);
        for (var changes = 1 + _random.Next(6); changes > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    /// <summary>
    /// Loads, and when that works instantiates and calls every export without arguments it can make up. True when it was valid.
    /// Whatever happens must be an outcome, never an exception.
    /// </summary>
    public static bool Try(IWasmEngine engine, byte[] bytes)
    {
        if (!engine.TryLoad(bytes, s_limits, out var module, out _))
            return false;
        using (module)
        {
            using var store = engine.CreateStore(s_limits);
            var made = store.Instantiate(module, import => Provide(store, import));
            if (made.Instance is not { } instance)
                return true;
            var results = new WasmValue[1000];
            foreach (var export in module.Info.Exports)
            {
                if (export.Type is WasmFunctionType type)
                    instance.GetFunction(export.Name)!.Call(new WasmValue[type.Parameters.Length], results);
            }
            return true;
        }
    }

    static WasmExtern? Provide(IWasmStore store, WasmImportType import) => import.Type switch
    {
        WasmFunctionType => new WasmHostFunction(static (_, _, _) => { }),
        WasmMemoryType memory => store.CreateMemory(memory),
        WasmTableType table => store.CreateTable(table),
        WasmGlobalType global => store.CreateGlobal(global, default),
        _ => null,
    };

    void Change(List<byte> bytes)
    {
        var at = _random.Next(8, Math.Max(9, bytes.Count));
        if (at >= bytes.Count)
        {
            bytes.Add((byte)_random.Next(256));
            return;
        }
        switch (_random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes[at] = s_interesting[_random.Next(s_interesting.Length)];
                break;
            case 3:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
            case 4:
                bytes.RemoveAt(at);
                break;
            case 5:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + _random.Next(16)));
                break;
            default:
                var from = _random.Next(8, bytes.Count);
                bytes.InsertRange(at, bytes.GetRange(from, Math.Min(bytes.Count - from, 1 + _random.Next(32))));
                break;
        }
    }
}
