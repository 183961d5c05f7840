using System.Text;
using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

/// <summary>What the host functions of one instance see of it, also while it is being made.</summary>
sealed class WasmtimeScope(WasmtimeStore store, WasmModuleInfo? info) : HostScope
{
    readonly WasmExportType? _memoryExport = info?.Exports.FirstOrDefault(export => export.Type is WasmMemoryType);
    WasmMemory? _memory;

    /// <summary><c>wasmtime_caller_t*</c> of the call that runs, the only way to a memory before the instance is made.</summary>
    public nint Caller { get; set; }

    public WasmtimeInstance? Made { get; set; }

    public override IWasmStore Store => store;

    public override IWasmInstance? Instance => Made;

    public override CancellationToken Cancellation => store.Gate.Cancellation;

    public override CallGate? Gate => store.Gate;

    public override WasmMemory? Memory => _memory ??= FindMemory();

    unsafe WasmMemory? FindMemory()
    {
        if (_memoryExport is null)
            return null;
        if (Made is not null)
            return Made.GetExport(_memoryExport.Name) as WasmMemory;
        var name = Encoding.UTF8.GetBytes(_memoryExport.Name);
        NativeExtern item;
        fixed (byte* text = name)
        {
            if (store.Api.CallerExport(Caller, text, name.Length, &item) == 0 || item.Kind != NativeExtern.MemoryKind)
                return null;
        }
        return new WasmtimeMemory(store, item.Item, (WasmMemoryType)_memoryExport.Type);
    }
}
