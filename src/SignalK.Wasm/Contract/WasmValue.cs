using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SignalK.Wasm;

/// <summary>
/// One untyped slot of 16 bytes, little-endian, unused bytes zero; the function's type says which member holds. The layout
/// is that of Wasmtime's <c>wasmtime_val_raw_t</c>, so that a span of values crosses into native code without a copy.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct WasmValue : IEquatable<WasmValue>
{
    // Two words and no overlapping fields: the compiler keeps them in registers, and no load waits for a shorter store.
    readonly ulong _low, _high;

    internal WasmValue(ulong low, ulong high) => (_low, _high) = (low, high);

    public int I32 => (int)_low;
    public uint U32 => (uint)_low;
    public long I64 => (long)_low;
    public ulong U64 => _low;
    public float F32 => BitConverter.UInt32BitsToSingle((uint)_low);
    public double F64 => BitConverter.UInt64BitsToDouble(_low);
    internal ulong High => _high;
    public Vector128<byte> V128 => Vector128.Create(_low, _high).AsByte();

    /// <summary>The null of either reference type: all bits zero.</summary>
    public static WasmValue NullRef => default;

    public bool IsNullRef => _low == 0;

    /// <summary>An <c>externref</c> carries a number that the host chose, never an object: nothing to root, nothing to leak.</summary>
    public static WasmValue ExternRef(uint key) => new(key + 1UL, 0);

    /// <summary>The host's number in a non-null <c>externref</c>.</summary>
    public uint ExternKey => (uint)(_low - 1);

    public static WasmValue FromI32(int value) => new((uint)value, 0);
    public static WasmValue FromU32(uint value) => new(value, 0);
    public static WasmValue FromI64(long value) => new((ulong)value, 0);
    public static WasmValue FromU64(ulong value) => new(value, 0);
    public static WasmValue FromF32(float value) => new(BitConverter.SingleToUInt32Bits(value), 0);
    public static WasmValue FromF64(double value) => new(BitConverter.DoubleToUInt64Bits(value), 0);
    public static WasmValue FromV128(Vector128<byte> value) => new(value.AsUInt64().ToScalar(), value.AsUInt64().GetElement(1));

    public static implicit operator WasmValue(int value) => FromI32(value);
    public static implicit operator WasmValue(uint value) => FromU32(value);
    public static implicit operator WasmValue(long value) => FromI64(value);
    public static implicit operator WasmValue(ulong value) => FromU64(value);
    public static implicit operator WasmValue(float value) => FromF32(value);
    public static implicit operator WasmValue(double value) => FromF64(value);
    public static implicit operator WasmValue(Vector128<byte> value) => FromV128(value);

    /// <summary>Equal bits; floats are not compared as numbers.</summary>
    public bool Equals(WasmValue other) => _low == other._low && _high == other._high;
    public override bool Equals(object? obj) => obj is WasmValue other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(_low, _high);
    public static bool operator ==(WasmValue left, WasmValue right) => left.Equals(right);
    public static bool operator !=(WasmValue left, WasmValue right) => !left.Equals(right);
    public override string ToString() => $"0x{_high:x16}{_low:x16}";
}
