using System.Diagnostics.CodeAnalysis;
using SignalK.Wasm.Binary;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

public sealed partial class WasmtimeEngine
{
    public bool TryLoad(
        ReadOnlySpan<byte> wasm, WasmLimits limits,
        [NotNullWhen(true)] out IWasmModule? module, [NotNullWhen(false)] out WasmRefusal? refusal)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        module = null;
        if (!ModuleDecoder.TryDecode(wasm, limits, out var definition, out refusal))
            return false;
        if (!TryTranslate(wasm, out var handle, out var reason))
        {
            refusal = new WasmRefusal(WasmRefusalKind.Limit, reason) { CompilationFailed = true };
            return false;
        }
        module = new WasmtimeModule(this, definition.Info, handle);
        refusal = null;
        return true;
    }

    /// <summary>From the cache, from a child process, or here, in this order of preference.</summary>
    bool TryTranslate(ReadOnlySpan<byte> wasm, out nint module, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        var key = _wasmtime.Cache is { } cache ? WasmtimeCache.Key(wasm, Library.Version, Options) : null;
        if (key is not null && _wasmtime.Cache!.TryRead(key) is { } kept && TryDeserialize(kept, out module, out _))
            return true;
        if (_wasmtime.Compiler is not { } compiler)
            return TryCompile(wasm, out module, out reason) && Keep(key, module);
        module = 0;
        if (!compiler.TryCompile(wasm, Library, Options, out var code, out reason) || !TryDeserialize(code, out module, out reason))
            return false;
        if (key is not null)
            _wasmtime.Cache!.Write(key, code);
        return true;
    }

    unsafe bool TryCompile(ReadOnlySpan<byte> wasm, out nint module, [NotNullWhen(false)] out string? reason)
    {
        nint made = 0;
        fixed (byte* bytes = wasm)
            reason = Describe(Library.Api.ModuleNew(Handle, bytes, wasm.Length, &made));
        module = made;
        return reason is null;
    }

    unsafe bool TryDeserialize(ReadOnlySpan<byte> code, out nint module, [NotNullWhen(false)] out string? reason)
    {
        nint made = 0;
        fixed (byte* bytes = code)
            reason = Describe(Library.Api.ModuleDeserialize(Handle, bytes, code.Length, &made));
        module = made;
        return reason is null;
    }

    bool Keep(byte[]? key, nint module)
    {
        if (key is not null)
            _wasmtime.Cache!.Write(key, Serialize(module));
        return true;
    }

    internal unsafe byte[] Serialize(nint module)
    {
        NativeVec code;
        if (Describe(Library.Api.ModuleSerialize(module, &code)) is { } reason)
            throw new InvalidOperationException($"Wasmtime cannot serialise: {reason}");
        var bytes = new ReadOnlySpan<byte>((byte*)code.Data, checked((int)code.Size)).ToArray();
        Library.Api.ByteVecDelete(&code);
        return bytes;
    }

    /// <summary>Compiles and serialises, for the child process.</summary>
    internal bool TryCompileToCode(ReadOnlySpan<byte> wasm, [NotNullWhen(true)] out byte[]? code, [NotNullWhen(false)] out string? reason)
    {
        code = null;
        if (!TryCompile(wasm, out var module, out reason))
            return false;
        code = Serialize(module);
        unsafe
        {
            Library.Api.ModuleDelete(module);
        }
        return true;
    }

    /// <summary>
    /// Whether this process may make code executable; under <c>MemoryDenyWriteExecute</c> only a module with a function tells.
    /// </summary>
    string? Probe()
    {
        // (module (func))
        ReadOnlySpan<byte> wasm =
            [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B];
        if (!TryCompile(wasm, out var module, out var reason))
            return $"Wasmtime {Version} cannot compile: {reason}";
        unsafe
        {
            Library.Api.ModuleDelete(module);
        }
        return null;
    }

    string? Describe(nint error) => error == 0 ? null : Library.Api.TakeError(error);
}
