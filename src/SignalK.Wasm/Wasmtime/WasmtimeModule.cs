using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime;

sealed class WasmtimeModule(WasmtimeEngine engine, WasmModuleInfo info, nint handle) : IWasmModule
{
    public IWasmEngine Engine => engine;

    public WasmModuleInfo Info => info;

    public string? Note => null;

    /// <summary>Counted, so that a disposal waits for an instantiation on another thread.</summary>
    public SafeHandle Handle { get; } = new ModuleHandle(engine.Library, handle);

    public void Dispose() => Handle.Dispose();

    sealed class ModuleHandle : SafeHandle
    {
        readonly WasmtimeLibrary _library;

        public ModuleHandle(WasmtimeLibrary library, nint handle)
            : base(0, ownsHandle: true)
        {
            _library = library;
            SetHandle(handle);
        }

        public override bool IsInvalid => handle == 0;

        protected override unsafe bool ReleaseHandle()
        {
            _library.Api.ModuleDelete(handle);
            return true;
        }
    }
}
