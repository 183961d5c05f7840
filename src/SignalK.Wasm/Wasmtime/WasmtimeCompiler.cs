using System.Diagnostics.CodeAnalysis;
namespace SignalK.Wasm.Wasmtime;

public sealed class WasmtimeCompiler
{
    internal bool TryCompile(
        ReadOnlySpan<byte> wasm, WasmtimeLibrary library, WasmEngineOptions options,
        [NotNullWhen(true)] out byte[]? code, [NotNullWhen(false)] out string? reason)
    { code = null; reason = "x"; return false; }
}
public sealed class WasmtimeCache
{
    internal static byte[] Key(ReadOnlySpan<byte> wasm, int version, WasmEngineOptions options) => [];
    internal byte[]? TryRead(byte[] key) => null;
    internal void Write(byte[] key, byte[] code) { }
}
