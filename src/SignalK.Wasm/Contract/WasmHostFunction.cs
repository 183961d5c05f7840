namespace SignalK.Wasm;

/// <summary>
/// A function of the host. The spans never overlap; results start as zeros. It ends the guest's call by throwing: a
/// <see cref="WasmTrapException"/> with the trap it names, anything else as <see cref="WasmTrap.HostError"/>.
/// </summary>
public delegate void WasmHostBody(WasmHostCall call, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results);

/// <summary>A host function before it has a type: the import that it is bound to gives one, so it can adapt.</summary>
public sealed class WasmHostFunction(WasmHostBody body) : WasmExtern
{
    public WasmHostBody Body { get; } = body;
}
