using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed;

sealed class ManagedModule(ManagedEngine engine, ModuleDefinition definition) : IWasmModule, INotedModule
{
    public IWasmEngine Engine => engine;

    public WasmModuleInfo Info => definition.Info;

    public string? Note { get; set; }

    public ModuleDefinition Definition => definition;

    /// <summary>Code in the internal form, shared by all instances.</summary>
    public ModuleCode Code { get; } = new(definition, engine.Options.Deterministic);

    public void Dispose()
    {
        // Nothing to free: instances keep the code for as long as they live.
    }
}
