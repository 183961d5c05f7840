namespace SignalK.Wasm.Managed;

/// <summary>A linear memory in address space that is reserved once.</summary>
sealed unsafe class ManagedMemory : WasmMemory, IDisposable
{
    readonly ManagedStore _store;
    readonly WasmMemoryType _type;
    readonly PageMemory _pages;
    readonly long _cap;
    long _length;

    public ManagedMemory(ManagedStore store, WasmMemoryType type)
    {
        (_store, _type) = (store, type);
        _cap = Math.Min((long)(type.Maximum ?? WasmMemoryType.MaxPages) * WasmMemoryType.PageBytes, store.Limits.MemoryBytes);
        _length = (long)type.Minimum * WasmMemoryType.PageBytes;
        _pages = new PageMemory(_cap, _length);
        Base = _pages.Address;
    }

    public ManagedStore Store => _store;

    /// <summary>Fixed for the memory's life.</summary>
    public byte* Base { get; }

    public override WasmMemoryType Type => _type with { Minimum = Pages };

    public override long Length
    {
        get
        {
            _store.Gate.ThrowIfClosed();
            return _length;
        }
    }

    public override long Grow(uint pages)
    {
        using var _ = _store.Enter();
        return GrowInside(pages);
    }

    /// <summary>As <see cref="Grow"/>, from running code.</summary>
    public long GrowInside(uint pages)
    {
        var wanted = _length + (long)pages * WasmMemoryType.PageBytes;
        if (wanted > _cap || !_pages.TryExtend(wanted))
            return -1;
        var before = _length / WasmMemoryType.PageBytes;
        _length = wanted;
        return before;
    }

    public void Dispose()
    {
        _length = 0;
        _pages.Dispose();
    }

    private protected override Span<byte> Slice(uint offset, int length) => new(Base + offset, length);
}
