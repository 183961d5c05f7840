using System.Collections.Concurrent;
using SignalK.Wasm;
using SignalK.Wasm.Tests.Contract;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>The engines of this machine, made once; Wasmtime where its library is beside the repository.</summary>
static class Engines
{
    public const string Managed = "managed", Wasmtime = "wasmtime";

    static readonly ConcurrentDictionary<string, Lazy<IWasmEngine>> s_made = [];

    public static IReadOnlyList<string> Names { get; } = WasmtimeFiles.Has48 ? [Managed, Wasmtime] : [Managed];

    public static TheoryData<string> All => [.. Names];

    public static IWasmEngine Get(string name) => s_made.GetOrAdd(name, static name => new(() => Create(name))).Value;

    /// <summary>A new engine, the caller's to dispose.</summary>
    public static IWasmEngine Create(string name, WasmEngineOptions? options = null)
    {
        var (engine, reason) = WasmEngines.Select(
            name == Managed ? WasmEnginePreference.Managed : WasmEnginePreference.Wasmtime, options,
            new WasmtimeOptions { Library = WasmtimeFiles.Path48 });
        return engine ?? throw new InvalidOperationException(reason);
    }
}
