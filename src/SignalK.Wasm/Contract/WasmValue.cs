using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SignalK.Wasm;

/// <summary>
/// One untyped slot of 16 bytes, little-endian, unused bytes zero; the function's type says which member holds. The layout
/// is that of Wasmtime's <c>wasmtime_val_raw_t</c>, so that a span of values crosses into native code without a copy.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct WasmValue : IEquatable<WasmValue>
{
    [FieldOffset(0)] readonly Vector128<byte> _v128;
    [FieldOffset(0)] readonly int _i32;
    [FieldOffset(0)] readonly long _i64;
    [FieldOffset(0)] readonly float _f32;
    [FieldOffset(0)] readonly double _f64;

    WasmValue(int value) => _i32 = value;
    WasmValue(long value) => _i64 = value;
    WasmValue(float value) => _f32 = value;
    WasmValue(double value) => _f64 = value;
    WasmValue(Vector128<byte> value) => _v128 = value;

    public int I32 => _i32;
    public uint U32 => (uint)_i32;
    public long I64 => _i64;
    public ulong U64 => (ulong)_i64;
    public float F32 => _f32;
    public double F64 => _f64;
    public Vector128<byte> V128 => _v128;

    /// <summary>The null of either reference type: all bits zero.</summary>
    public static WasmValue NullRef => default;

    public bool IsNullRef => _i64 == 0;

    /// <summary>An <c>externref</c> carries a number that the host chose, never an object: nothing to root, nothing to leak.</summary>
    public static WasmValue ExternRef(uint key) => new(key + 1L);

    /// <summary>The host's number in a non-null <c>externref</c>.</summary>
    public uint ExternKey => (uint)(_i64 - 1);

    public static WasmValue FromI32(int value) => new(value);
    public static WasmValue FromU32(uint value) => new((int)value);
    public static WasmValue FromI64(long value) => new(value);
    public static WasmValue FromU64(ulong value) => new((long)value);
    public static WasmValue FromF32(float value) => new(value);
    public static WasmValue FromF64(double value) => new(value);
    public static WasmValue FromV128(Vector128<byte> value) => new(value);

    public static implicit operator WasmValue(int value) => new(value);
    public static implicit operator WasmValue(uint value) => new((int)value);
    public static implicit operator WasmValue(long value) => new(value);
    public static implicit operator WasmValue(ulong value) => new((long)value);
    public static implicit operator WasmValue(float value) => new(value);
    public static implicit operator WasmValue(double value) => new(value);
    public static implicit operator WasmValue(Vector128<byte> value) => new(value);

    /// <summary>Equal bits; floats are not compared as numbers.</summary>
    public bool Equals(WasmValue other) => _v128 == other._v128;
    public override bool Equals(object? obj) => obj is WasmValue other && Equals(other);
    public override int GetHashCode() => _v128.GetHashCode();
    public static bool operator ==(WasmValue left, WasmValue right) => left.Equals(right);
    public static bool operator !=(WasmValue left, WasmValue right) => !left.Equals(right);
    public override string ToString() => $"0x{_v128.AsUInt64().GetElement(1):x16}{_v128.AsUInt64().GetElement(0):x16}";
}
