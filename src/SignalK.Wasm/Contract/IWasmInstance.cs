namespace SignalK.Wasm;

/// <summary>A module brought to life in a store; lives as long as the store.</summary>
public interface IWasmInstance
{
    IWasmStore Store { get; }

    IWasmModule Module { get; }

    /// <summary>The export of that name, the same object each time; null when there is none.</summary>
    WasmExtern? GetExport(string name);

    WasmFunction? GetFunction(string name) => GetExport(name) as WasmFunction;
    WasmMemory? GetMemory(string name) => GetExport(name) as WasmMemory;
    WasmTable? GetTable(string name) => GetExport(name) as WasmTable;
    WasmGlobal? GetGlobal(string name) => GetExport(name) as WasmGlobal;
}
