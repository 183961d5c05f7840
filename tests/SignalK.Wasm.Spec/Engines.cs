using SignalK.Wasm.Managed;

namespace SignalK.Wasm.Spec;

static class Engines
{
    /// <summary>Every engine by name; null from its maker when it is not there.</summary>
    public static IEnumerable<(string Name, Func<IWasmEngine?> Create)> All(WasmEngineOptions options)
    {
        yield return ("managed", () => new ManagedEngine(options));
    }
}
