using System.Text;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed class WasmtimeInstance(WasmtimeStore store, WasmtimeModule module, NativeInstance native) : IWasmInstance
{
    readonly Dictionary<string, WasmExtern> _exports = [];

    public IWasmStore Store => store;

    public IWasmModule Module => module;

    public WasmExtern? GetExport(string name)
    {
        using var _ = store.Enter();
        if (_exports.TryGetValue(name, out var known))
            return known;
        var type = module.Info.Exports.FirstOrDefault(export => export.Name == name)?.Type;
        if (type is null)
            return null;
        var made = Read(name, type);
        _exports.Add(name, made);
        return made;
    }

    unsafe WasmExtern Read(string name, WasmExternType type)
    {
        var instance = native;
        var bytes = Encoding.UTF8.GetBytes(name);
        NativeExtern item;
        // An empty name still needs a pointer that is not null: Rust slices have none.
        byte none;
        fixed (byte* text = bytes)
        {
            if (store.Api.InstanceExport(store.Context, &instance, text == null ? &none : text, bytes.Length, &item) == 0)
                throw new InvalidOperationException($"Wasmtime does not know the export {name}");
        }
        return type switch
        {
            WasmFunctionType function => new WasmtimeFunction(store, item.Function, function),
            WasmMemoryType memory => new WasmtimeMemory(store, item.Item, memory),
            WasmTableType table => new WasmtimeTable(store, item.Item, table),
            WasmGlobalType global => new WasmtimeGlobal(store, item.Item, global),
            _ => throw new InvalidOperationException($"unknown kind of export {name}"),
        };
    }
}
