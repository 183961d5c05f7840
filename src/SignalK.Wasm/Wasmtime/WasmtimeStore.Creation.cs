using SignalK.Wasm.Wasmtime.Native;

namespace SignalK.Wasm.Wasmtime;

sealed unsafe partial class WasmtimeStore
{
    public WasmFunction CreateFunction(WasmFunctionType type, WasmHostFunction function)
    {
        using var _ = Enter();
        return new WasmtimeFunction(this, Bind(new WasmtimeScope(this, null), type, function), type);
    }

    public WasmMemory CreateMemory(WasmMemoryType type)
    {
        if (type.Minimum * (long)WasmMemoryType.PageBytes > Limits.MemoryBytes)
            throw new ArgumentException($"{type} is above the cap of {Limits.MemoryBytes} bytes", nameof(type));
        using var _ = Enter();
        var native = Api.NewMemoryType(type);
        NativeItem item;
        var error = Api.MemoryNew(Context, native, &item);
        Api.MemoryTypeDelete(native);
        ThrowIf(error);
        return new WasmtimeMemory(this, item, type);
    }

    public WasmTable CreateTable(WasmTableType type, WasmValue initial = default)
    {
        if (type.Minimum > Limits.TableElements || type.Minimum > type.Maximum)
            throw new ArgumentException($"{type} is above the cap of {Limits.TableElements} elements or not valid", nameof(type));
        using var _ = Enter();
        var value = ToVal(type.Element, initial);
        var native = Api.NewTableType(type);
        NativeItem item;
        var error = Api.TableNew(Context, native, &value, &item);
        Api.TableTypeDelete(native);
        Release(type.Element, &value);
        ThrowIf(error);
        return new WasmtimeTable(this, item, type);
    }

    public WasmGlobal CreateGlobal(WasmGlobalType type, WasmValue initial)
    {
        using var _ = Enter();
        var value = ToVal(type.Value, initial);
        var native = Api.NewGlobalType(type);
        NativeItem item;
        var error = Api.GlobalNew(Context, native, &value, &item);
        Api.GlobalTypeDelete(native);
        Release(type.Value, &value);
        ThrowIf(error);
        return new WasmtimeGlobal(this, item, type);
    }

    NativeFunc Bind(WasmtimeScope scope, WasmFunctionType type, WasmHostFunction function)
    {
        NativeFunc native;
        var signature = Api.NewFunctionType(type);
        Api.FuncNew(Context, signature, HostBinding.Callback, Pin(new HostBinding(this, scope, type, function.Body)), 0, &native);
        Api.FuncTypeDelete(signature);
        return native;
    }

    void ThrowIf(nint error)
    {
        if (error != 0)
            throw new ArgumentException(Api.TakeError(error));
    }
}
