using SignalK.Wasm.Managed;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.WasiSuite;

static class SuiteEngines
{
    /// <summary>Every engine there is on this machine; Wasmtime from SIGNALK_WASMTIME, ../shared/wasmtime or the system.</summary>
    public static IEnumerable<IWasmEngine> All()
    {
        yield return new ManagedEngine();
        var library = Environment.GetEnvironmentVariable("SIGNALK_WASMTIME") is null ? Shared() : null;
        if (WasmtimeEngine.TryCreate(WasmEngineOptions.Default, new WasmtimeOptions { Library = library }, out var engine, out var reason))
            yield return engine;
        else
            Console.WriteLine($"wasmtime not run: {reason}");
    }

    static string? Shared()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SignalK.Appliance.sln"))) folder = folder.Parent;
        var library = Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", "../shared/wasmtime/linux-x64/libwasmtime.so"));
        return File.Exists(library) ? library : null;
    }
}
