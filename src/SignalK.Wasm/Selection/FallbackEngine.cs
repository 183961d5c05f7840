using System.Diagnostics.CodeAnalysis;

namespace SignalK.Wasm;

/// <summary>
/// Gives a module whose compilation failed or was killed to a second engine, with the reason as the module's note. Both share
/// our decoder's verdict, so nothing that was refused as a module comes through here.
/// </summary>
sealed class FallbackEngine(IWasmEngine first, IWasmEngine second) : IWasmEngine
{
    public string Name => first.Name;

    public string Version => first.Version;

    public WasmEngineOptions Options => first.Options;

    public bool TryLoad(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out IWasmModule? module, [NotNullWhen(false)] out WasmRefusal? refusal)
    {
        if (first.TryLoad(wasm, limits, out module, out refusal))
            return true;
        if (!refusal.CompilationFailed)
            return false;
        var reason = refusal.Reason;
        if (!second.TryLoad(wasm, limits, out module, out refusal))
            return false;
        if (module is INotedModule noted)
            noted.Note = $"runs on the {second.Name} engine: {reason}";
        return true;
    }

    /// <summary>A store for the first engine's modules; ask <see cref="IWasmModule.Engine"/> for another's.</summary>
    public IWasmStore CreateStore(WasmLimits limits, object? state = null) => first.CreateStore(limits, state);

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}

/// <summary>A module that can be told why it has the engine it has.</summary>
interface INotedModule
{
    string? Note { get; set; }
}
