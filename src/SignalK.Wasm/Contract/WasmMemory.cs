using System.Runtime.CompilerServices;

namespace SignalK.Wasm;

/// <summary>
/// A linear memory. It never moves: a span taken before a growth stays readable, with its old length, until the store is
/// disposed.
/// </summary>
public abstract class WasmMemory : WasmExtern
{
    private protected WasmMemory() { }

    /// <summary>The type with the current size as its minimum.</summary>
    public abstract WasmMemoryType Type { get; }

    /// <summary>Current length in bytes, a multiple of 65 536, at most 4 GiB.</summary>
    public abstract long Length { get; }

    public uint Pages => (uint)(Length / WasmMemoryType.PageBytes);

    /// <summary>The size before in pages, or -1 when the maximum or a limit forbids.</summary>
    public abstract long Grow(uint pages);

    /// <summary><paramref name="length"/> bytes at <paramref name="offset"/>; false when they do not all lie in the memory.</summary>
    public bool TryGetSpan(uint offset, uint length, out Span<byte> span)
    {
        if (length > int.MaxValue || (ulong)offset + length > (ulong)Length)
        {
            span = default;
            return false;
        }
        span = Slice(offset, (int)length);
        return true;
    }

    /// <exception cref="WasmTrapException">The bytes do not all lie in the memory: the trap that the guest's own access gets.</exception>
    public Span<byte> GetSpan(uint offset, uint length)
    {
        if (!TryGetSpan(offset, length, out var span))
            ThrowOutOfBounds();
        return span;
    }

    /// <summary>Bytes that were checked to lie in the memory.</summary>
    private protected abstract Span<byte> Slice(uint offset, int length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ThrowOutOfBounds() => throw new WasmTrapException(WasmTrap.MemoryOutOfBounds);
}
