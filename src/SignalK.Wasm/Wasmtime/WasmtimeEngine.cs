using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SignalK.Wasm.Wasmtime;

/// <summary>Wasmtime through its C API: native code, compiled by Cranelift.</summary>
public sealed partial class WasmtimeEngine : IWasmEngine
{
    readonly WasmtimeOptions _wasmtime;
    bool _disposed;

    WasmtimeEngine(WasmtimeLibrary library, WasmEngineOptions options, WasmtimeOptions wasmtime)
    {
        (Library, Options, _wasmtime) = (library, options, wasmtime);
        Handle = CreateHandle(library, options);
        Ticker = new CallTicker(options.Time, IncrementEpoch);
    }

    public string Name => "wasmtime";

    public string Version => Library.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The library's path, or "the binary".</summary>
    public string Origin => Library.Origin;

    public WasmEngineOptions Options { get; }

    internal WasmtimeLibrary Library { get; }

    /// <summary><c>wasm_engine_t*</c>.</summary>
    internal nint Handle { get; }

    internal CallTicker Ticker { get; }

    /// <summary>Loads the library and makes an engine that can compile and run a function.</summary>
    /// <param name="options">What holds for all modules and stores.</param>
    /// <param name="wasmtime">Where the library is and how it compiles.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="reason">Why there is none: not found, another version or architecture, no executable memory, ...</param>
    public static bool TryCreate(
        WasmEngineOptions options, WasmtimeOptions wasmtime,
        [NotNullWhen(true)] out WasmtimeEngine? engine, [NotNullWhen(false)] out string? reason)
    {
        engine = null;
        if (!WasmtimeLibrary.TryLoad(wasmtime.Library, out var library, out reason))
            return false;
        WasmtimeEngine made = new(library, options, wasmtime);
        reason = made.Probe();
        if (reason is null)
            engine = made;
        else
            made.Dispose();
        return engine is not null;
    }

    public IWasmStore CreateStore(WasmLimits limits, object? state = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (limits.MemoryBytes > Options.MemoryBytes)
        {
            throw new ArgumentException(
                $"a memory of {limits.MemoryBytes} bytes is more than the engine reserves ({Options.MemoryBytes})", nameof(limits));
        }
        return new WasmtimeStore(this, limits) { State = state };
    }

    /// <summary>To be called after the disposal of its stores: deadlines and interrupts stop working with it.</summary>
    public unsafe void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Ticker.Dispose();
        Library.Api.EngineDelete(Handle);
    }

    unsafe void IncrementEpoch() => Library.Api.EngineIncrementEpoch(Handle);

    static unsafe nint CreateHandle(WasmtimeLibrary library, WasmEngineOptions options)
    {
        var handle = library.Api.EngineNew(library.Api.CreateConfig(options));
        return handle != 0 ? handle : throw new InvalidOperationException("Wasmtime refused the engine's settings");
    }
}
