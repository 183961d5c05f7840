using System.Diagnostics.CodeAnalysis;

namespace SignalK.Wasm;

/// <summary>Turns bytes into modules and makes stores to run them in. Thread-safe.</summary>
public interface IWasmEngine : IDisposable
{
    /// <summary><c>managed</c> or <c>wasmtime</c>.</summary>
    string Name { get; }

    /// <summary>Of the engine: <c>48</c> for Wasmtime, the library's own for the managed engine.</summary>
    string Version { get; }

    WasmEngineOptions Options { get; }

    /// <summary>
    /// Decodes, validates, checks against the limits and compiles. The bytes are not kept. False with a
    /// <paramref name="refusal"/> for anything that is wrong with the module; throws for misuse only.
    /// </summary>
    bool TryLoad(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out IWasmModule? module, [NotNullWhen(false)] out WasmRefusal? refusal);

    /// <summary>
    /// A store for modules of this engine. Where an engine may hand a module on to another (see
    /// <see cref="IWasmModule.Engine"/>), ask that one: <c>module.Engine.CreateStore(limits)</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A limit is beyond what <see cref="Options"/> reserves.</exception>
    IWasmStore CreateStore(WasmLimits limits, object? state = null);
}
