namespace SignalK.BlackBox.Tests.Wasm;

/// <summary>Which engines the binary under test can have here.</summary>
static class WasmEngines
{
    const string Variable = "SIGNALK_WASMTIME";

    public static IReadOnlyList<string> Present { get; } = Find();

    static List<string> Find()
    {
        // Inherited by the binary; one that has Wasmtime linked in needs neither.
        var library = Repository.Shared("wasmtime/linux-x64/libwasmtime.so");
        if (Environment.GetEnvironmentVariable(Variable) is null && File.Exists(library)) Environment.SetEnvironmentVariable(Variable, library);
        return Environment.GetEnvironmentVariable(Variable) is null ? ["managed"] : ["managed", "wasmtime"];
    }
}
