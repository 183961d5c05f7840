namespace SignalK.Wasm.Binary;

/// <summary>Carries a refusal out of the decoder or validator; never leaves the library.</summary>
sealed class RefusalException(WasmRefusal refusal) : Exception(refusal.ToString())
{
    public WasmRefusal Refusal { get; } = refusal;
}
