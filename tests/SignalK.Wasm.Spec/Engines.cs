using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Spec;

static class Engines
{
    /// <summary>Every engine by name; null from its maker, with a word on standard error, when it is not there.</summary>
    public static IEnumerable<(string Name, Func<IWasmEngine?> Create)> All(WasmEngineOptions options, string? library)
    {
        yield return ("managed", () => new ManagedEngine(options));
        yield return ("wasmtime", () => Wasmtime(options, library));
    }

    static WasmtimeEngine? Wasmtime(WasmEngineOptions options, string? library)
    {
        if (WasmtimeEngine.TryCreate(options, new WasmtimeOptions { Library = library ?? Shared() }, out var engine, out var reason))
            return engine;
        Console.Error.WriteLine($"wasmtime not run: {reason}");
        return null;
    }

    /// <summary>The library that lies beside the repository; null leaves the search to the engine.</summary>
    static string? Shared()
    {
        if (Environment.GetEnvironmentVariable("SIGNALK_WASMTIME") is not null)
            return null;
        var file = Path.Combine("..", "shared", "wasmtime", "linux-x64", "libwasmtime.so");
        return File.Exists(file) ? Path.GetFullPath(file) : null;
    }
}
