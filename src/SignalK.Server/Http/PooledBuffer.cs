using System.Buffers;

namespace SignalK.Server.Http;

/// <summary>
/// A growing buffer on pooled memory, to be used again and again: a full model now and then leaves no garbage of megabytes.
/// Owned by whoever took it; <see cref="Reset"/> gives back what is too large to keep.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int Smallest = 4 * 1024;
    private const int KeepAtMost = 64 * 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _count;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _count);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_array.Length - _count));
        _count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _array.AsSpan(_count);
    }

    /// <summary>Empties it for the next use.</summary>
    public void Reset()
    {
        _count = 0;
        if (_array.Length > KeepAtMost)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = ArrayPool<byte>.Shared.Rent(Smallest);
        }
    }

    /// <summary>Gives all memory back; the buffer is not used after it.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
        _count = 0;
    }

    private void EnsureRoom(int sizeHint)
    {
        if (_array.Length - _count >= Math.Max(1, sizeHint))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_array.Length * 2, _count + sizeHint));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
