using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace SignalK.Wasm.Binary;

/// <summary>
/// Reads the primitives of the binary format (specification, chapter 5) from a slice of a module. Offsets in refusals are those
/// of the whole module.
/// </summary>
ref struct WasmReader
{
    // wasmparser's MAX_WASM_STRING_SIZE.
    const uint MaxNameBytes = 100_000;

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    readonly ReadOnlySpan<byte> _bytes;
    readonly int _end;
    int _position;

    public WasmReader(ReadOnlySpan<byte> module, int start, int end)
    {
        _bytes = module[..end];
        _position = start;
        _end = end;
    }

    public readonly int Position => _position;
    public readonly int End => _end;
    public readonly bool AtEnd => _position == _end;
    public readonly int Remaining => _end - _position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Byte()
    {
        if ((uint)_position >= (uint)_bytes.Length)
            Unexpected();
        return _bytes[_position++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint U32()
    {
        var first = Byte();
        return first < 0x80 ? first : U32Long(first);
    }

    uint U32Long(byte first)
    {
        var result = first & 0x7FUL;
        for (var shift = 7; shift < 35; shift += 7)
        {
            var next = Byte();
            result |= (next & 0x7FUL) << shift;
            if (next >= 0x80)
                continue;
            if (result > uint.MaxValue)
                Refuse("integer too large");
            return (uint)result;
        }
        Refuse("integer representation too long");
        return 0;
    }

    public int S32() => (int)Signed(32);

    public long S64() => Signed(64);

    /// <summary>The type index of a block: 33 bits, so that it never collides with the one-byte types.</summary>
    public long S33() => Signed(33);

    long Signed(int bits)
    {
        long result = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            result |= (next & 0x7FL) << shift;
            var used = shift + 7;
            if (next >= 0x80)
            {
                if (used >= bits)
                    Refuse("integer representation too long");
                continue;
            }
            if (used < bits)
                return result << (64 - used) >> (64 - used);
            // The bits beyond the width must repeat the sign.
            var spare = (sbyte)(next << 1) >> (bits - shift);
            if (spare is not (0 or -1))
                Refuse("integer too large");
            return bits == 64 ? result : result << (64 - bits) >> (64 - bits);
        }
    }

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length < 0 || length > _end - _position)
            Unexpected();
        var slice = _bytes.Slice(_position, length);
        _position += length;
        return slice;
    }

    /// <summary>A byte count that the rest of the slice can hold.</summary>
    public int Length()
    {
        var length = U32();
        if (length > (uint)Remaining)
            Refuse("length out of bounds");
        return (int)length;
    }

    /// <summary>An element count; each element takes a byte at least, so that nothing is allocated for what is not there.</summary>
    public int Count(string what, long limit)
    {
        var at = _position;
        var count = U32();
        if (count > (ulong)limit)
            Limit($"too many {what}", count, limit, at);
        if (count > (uint)Remaining)
            Refuse("length out of bounds");
        return (int)count;
    }

    public string Name()
    {
        var at = _position;
        var length = Length();
        if ((uint)length > MaxNameBytes)
            Limit("name too long", (uint)length, MaxNameBytes, at);
        var bytes = Bytes(length);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw new RefusalException(WasmRefusal.Invalid("malformed UTF-8 encoding", at));
        }
    }

    public void Skip(int length) => Bytes(length);

    [DoesNotReturn]
    public readonly void Unexpected() => Refuse("unexpected end");

    [DoesNotReturn]
    public readonly void Refuse(string reason) => Refuse(reason, _position);

    [DoesNotReturn]
    public static void Refuse(string reason, int offset) => throw new RefusalException(WasmRefusal.Invalid(reason, offset));

    [DoesNotReturn]
    public static void Limit(string reason, ulong figure, long cap, int offset) =>
        throw new RefusalException(WasmRefusal.Limit(reason, figure, (ulong)cap, offset));
}
