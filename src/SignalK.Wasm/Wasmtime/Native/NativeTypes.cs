using System.Runtime.InteropServices;

namespace SignalK.Wasm.Wasmtime.Native;

// Layouts of the C headers (extern.h, val.h, instance.h, wasm.h) on 64-bit targets.

struct NativeFunc
{
    public ulong StoreId;
    public nint Private;
}

/// <summary><c>wasmtime_memory_t</c> and <c>wasmtime_table_t</c>, which have the same shape.</summary>
struct NativeItem
{
    public ulong StoreId;
    public ulong Private1;
    public ulong Private2;
}

struct NativeInstance
{
    public ulong StoreId;
    public nint Private;
}

[StructLayout(LayoutKind.Explicit, Size = 32)]
struct NativeExtern
{
    public const byte FunctionKind = 0, GlobalKind = 1, TableKind = 2, MemoryKind = 3;

    [FieldOffset(0)] public byte Kind;
    [FieldOffset(8)] public NativeFunc Function;
    [FieldOffset(8)] public NativeItem Item;
}

/// <summary>
/// <c>wasmtime_val_t</c>, only ever one at a time: it is 32 bytes long in a library with the GC feature, 24 without.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
struct NativeVal
{
    public const byte V128Kind = 4, FuncRefKind = 5, ExternRefKind = 6;

    [FieldOffset(0)] public byte Kind;
    [FieldOffset(8)] public WasmValue Number;
    [FieldOffset(8)] public NativeFunc Function;
    [FieldOffset(8)] public NativeItem Extern;
}

/// <summary>Any <c>wasm_*_vec_t</c>.</summary>
struct NativeVec
{
    public nint Size;
    public nint Data;
}

/// <summary><c>wasm_limits_t</c>: no maximum is all ones.</summary>
struct NativeLimits
{
    public const uint None = uint.MaxValue;

    public uint Minimum;
    public uint Maximum;
}
