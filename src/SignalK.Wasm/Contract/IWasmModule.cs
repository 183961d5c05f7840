namespace SignalK.Wasm;

/// <summary>A loaded module: immutable, thread-safe, instantiated any number of times. Instances outlive its disposal.</summary>
public interface IWasmModule : IDisposable
{
    /// <summary>The engine that will run it: not always the one that was asked, see <see cref="Note"/>.</summary>
    IWasmEngine Engine { get; }

    WasmModuleInfo Info { get; }

    /// <summary>Why another engine than the one asked has it (compilation was killed, ...); null as a rule.</summary>
    string? Note { get; }
}
