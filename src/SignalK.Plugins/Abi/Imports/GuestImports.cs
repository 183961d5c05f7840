using System.Buffers;
using System.Text;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Abi;

/// <summary>Binds a module's imports: to the host's functions as the module declares them, the unknown ones to a stub.</summary>
internal sealed partial class GuestImports(IGuestHost host, GuestOptions options, IWasmStore store, WasiContext? wasi)
{
    // WASI's ENOSYS.
    const int NotImplemented = 52;

    // What a guest had written into its buffers is not worth keeping beyond this.
    const int MaxKeptScratch = 256 * 1024;

    readonly List<string> _unknown = [];
    ArrayBufferWriter<byte> _scratch = new();

    public IGuestHost Host => host;

    public TimeProvider Time => options.Time;

    public Random Random { get; } = options.Random ?? new Random();

    /// <summary>When the guest was made, for <c>performance.now</c>.</summary>
    public long Origin { get; } = options.Time.GetTimestamp();

    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The instance's functions; null while the instance is being made.</summary>
    public GuestExports? Exports { get; private set; }

    public void Attach(GuestExports exports) => Exports = exports;

    public WasmExtern? Resolve(WasmImportType import) => import.Type switch
    {
        WasmFunctionType type => wasi?.Resolve(import) ?? Bind(import, type),
        // What AssemblyScript's bindings declare as constants: Math.PI.
        WasmGlobalType type => store.CreateGlobal(type, Number.To(type.Value, MathImports.Constant(ImportTable.NameOf(import)))),
        WasmMemoryType type => store.CreateMemory(type),
        WasmTableType type => store.CreateTable(type),
        _ => null,
    };

    /// <summary>A buffer to write an answer in, empty, until the next import.</summary>
    public ArrayBufferWriter<byte> Scratch()
    {
        if (_scratch.Capacity > MaxKeptScratch)
            _scratch = new();
        _scratch.ResetWrittenCount();
        return _scratch;
    }

    WasmHostFunction Bind(WasmImportType import, WasmFunctionType type)
    {
        var function = ImportTable.Find(import) ?? Stub(import);
        var types = type.Parameters.ToArray();
        // Sines and clocks cost nobody else anything.
        var pace = import.Name.StartsWith("sk_", StringComparison.Ordinal) ? options.Pace : null;
        var result = type.Results.IsEmpty ? (WasmValueType?)null : type.Results[0];
        return new WasmHostFunction((call, arguments, results) =>
        {
            if (pace is not null && !pace.TryPass())
                Thread.Sleep(1);
            var returned = function(new ImportCall(this, call, arguments, types));
            if (result is { } wanted)
                results[0] = Number.To(wanted, returned);
        });
    }

    GuestImport Stub(WasmImportType import)
    {
        var name = $"{import.Module}.{import.Name}";
        var code = WasiContext.Owns(import) ? NotImplemented : 0;
        if (!_unknown.Contains(name))
            _unknown.Add(name);
        var wasCalled = false;
        return (in call) =>
        {
            if (!wasCalled)
                call.Host.Log(GuestLogLevel.Warning, Encoding.UTF8.GetBytes($"calls {name}, which this server does not have: it answers {code}"));
            wasCalled = true;
            return code;
        };
    }
}
