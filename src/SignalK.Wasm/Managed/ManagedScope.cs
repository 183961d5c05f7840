namespace SignalK.Wasm.Managed;

/// <summary>What the host functions of one instance see of it, also while it is being made.</summary>
sealed class ManagedScope(ManagedStore store) : HostScope
{
    public ManagedInstance? Made { get; set; }

    public WasmMemory? ExportedMemory { get; set; }

    public override IWasmStore Store => store;

    public override IWasmInstance? Instance => Made;

    public override WasmMemory? Memory => ExportedMemory;

    public override CancellationToken Cancellation => store.Gate.Cancellation;

    public override CallGate? Gate => store.Gate;
}
