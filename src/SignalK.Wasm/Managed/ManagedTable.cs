namespace SignalK.Wasm.Managed;

/// <summary>A table of references as slots hold them: function numbers, or the host's keys.</summary>
sealed class ManagedTable : WasmTable
{
    readonly ManagedStore _store;
    readonly WasmTableType _type;
    readonly uint _cap;

    /// <summary>At least <see cref="Count"/> long.</summary>
    public ulong[] Elements;

    public uint Count;

    public ManagedTable(ManagedStore store, WasmTableType type, ulong initial)
    {
        (_store, _type, Count) = (store, type, type.Minimum);
        _cap = Math.Min(type.Maximum ?? uint.MaxValue, (uint)store.Limits.TableElements);
        Elements = new ulong[type.Minimum];
        if (initial != 0)
            Array.Fill(Elements, initial);
    }

    public ManagedStore Store => _store;

    public override WasmTableType Type => _type with { Minimum = Size };

    public override uint Size
    {
        get
        {
            _store.Gate.ThrowIfClosed();
            return Count;
        }
    }

    public override WasmValue this[uint index]
    {
        get
        {
            using var _ = _store.Enter();
            CheckIndex(index);
            return _store.FromSlot(_type.Element, Elements[index]);
        }
        set
        {
            using var _ = _store.Enter();
            CheckIndex(index);
            Elements[index] = _store.ToSlot(_type.Element, value);
        }
    }

    public override long Grow(uint elements, WasmValue initial = default)
    {
        using var _ = _store.Enter();
        return GrowInside(elements, _store.ToSlot(_type.Element, initial));
    }

    /// <summary>As <see cref="Grow"/>, from running code.</summary>
    public long GrowInside(uint elements, ulong initial)
    {
        var before = Count;
        if (elements > _cap - before || before > _cap)
            return -1;
        var wanted = before + elements;
        if (wanted > (uint)Elements.Length)
            Array.Resize(ref Elements, (int)Math.Min(_cap, Math.Max(wanted, before * 2L)));
        Elements.AsSpan((int)before, (int)elements).Fill(initial);
        Count = wanted;
        return before;
    }

    void CheckIndex(uint index)
    {
        if (index >= Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, "outside the table");
    }
}
