using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed;

/// <summary>
/// The interpreter: pure C#, no code generation, no native library but libc. Runs everywhere, also where memory cannot be made
/// executable.
/// </summary>
public sealed class ManagedEngine : IWasmEngine
{
    public ManagedEngine(WasmEngineOptions? options = null)
    {
        Options = options ?? WasmEngineOptions.Default;
        Ticker = new CallTicker(Options.Time);
        TailCallProbe.ThrowIfMissing();
    }

    public string Name => "managed";

    public string Version { get; } = typeof(ManagedEngine).Assembly.GetName().Version?.ToString(3) ?? "0";

    public WasmEngineOptions Options { get; }

    internal CallTicker Ticker { get; }

    public bool TryLoad(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out IWasmModule? module, [NotNullWhen(false)] out WasmRefusal? refusal)
    {
        module = ModuleDecoder.TryDecode(wasm, limits, out var definition, out refusal)
            ? new ManagedModule(this, definition)
            : null;
        return module is not null;
    }

    public IWasmStore CreateStore(WasmLimits limits, object? state = null)
    {
        if (limits.MemoryBytes > Options.MemoryBytes)
        {
            throw new ArgumentException(
                $"{limits.MemoryBytes} bytes for a memory, but the engine reserves {Options.MemoryBytes}", nameof(limits));
        }
        return new ManagedStore(this, limits) { State = state };
    }

    public void Dispose() => Ticker.Dispose();
}
