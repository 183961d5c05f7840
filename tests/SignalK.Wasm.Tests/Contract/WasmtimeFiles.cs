namespace SignalK.Wasm.Tests.Contract;

/// <summary>The real libraries, in ../shared/wasmtime beside the repository; tests that need them skip without.</summary>
static class WasmtimeFiles
{
    public static string Path48 { get; } = Repository.Shared("wasmtime/linux-x64/libwasmtime.so");

    public static string Path44 { get; } = Repository.Shared("wasmtime/linux-x64-44/libwasmtime.so");

    public static bool Has48 => File.Exists(Path48);

    public static bool Has44 => File.Exists(Path44);
}

/// <summary>A test of the real Wasmtime 48.</summary>
sealed class WasmtimeFactAttribute : FactAttribute
{
    public WasmtimeFactAttribute()
    {
        if (!WasmtimeFiles.Has48)
            Skip = $"needs Wasmtime 48 at {WasmtimeFiles.Path48}";
    }
}

/// <summary>A test of the real Wasmtime 44.</summary>
sealed class Wasmtime44FactAttribute : FactAttribute
{
    public Wasmtime44FactAttribute()
    {
        if (!WasmtimeFiles.Has44)
            Skip = $"needs Wasmtime 44 at {WasmtimeFiles.Path44}";
    }
}
