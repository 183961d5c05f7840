using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe class WasmtimeMemory : WasmMemory
{
    readonly WasmtimeStore _store;
    readonly uint? _maximum;
    readonly byte* _base;
    NativeItem _native;

    public WasmtimeMemory(WasmtimeStore store, NativeItem native, WasmMemoryType type)
    {
        (_store, _native, _maximum) = (store, native, type.Maximum);
        // Fixed for the memory's life: the engine is set to reserve and never to move.
        _base = (byte*)store.Api.MemoryData(store.Context, &native);
    }

    public NativeItem Native => _native;

    public WasmtimeStore Store => _store;

    public override WasmMemoryType Type => new(Pages, _maximum);

    public override long Length
    {
        get
        {
            _store.Gate.ThrowIfClosed();
            fixed (NativeItem* native = &_native)
                return _store.Api.MemoryDataSize(_store.Context, native);
        }
    }

    public override long Grow(uint pages)
    {
        using var _ = _store.Enter();
        ulong before;
        fixed (NativeItem* native = &_native)
        {
            var error = _store.Api.MemoryGrow(_store.Context, native, pages, &before);
            if (error == 0)
                return (long)before;
            _store.Api.TakeError(error);
            return -1;
        }
    }

    private protected override Span<byte> Slice(uint offset, int length) => new(_base + offset, length);
}
