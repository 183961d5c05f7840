using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed;

/// <summary>
/// Operations on ranges of memories and tables. Each charges a unit for every byte or element before it looks at bounds, as
/// Wasmtime does; false is a trap.
/// </summary>
sealed unsafe partial class Machine
{
    public bool MemoryFill(uint at, byte value, uint length)
    {
        if (!Charge(length))
            return false;
        if ((ulong)at + length > MemoryLength)
            return Fails(WasmTrap.MemoryOutOfBounds);
        new Span<byte>(MemoryBase + at, (int)Math.Min(length, int.MaxValue)).Fill(value);
        if (length > int.MaxValue)
            new Span<byte>(MemoryBase + at + int.MaxValue, (int)(length - int.MaxValue)).Fill(value);
        return true;
    }

    public bool MemoryCopy(uint to, uint from, uint length)
    {
        if (!Charge(length))
            return false;
        if ((ulong)to + length > MemoryLength || (ulong)from + length > MemoryLength)
            return Fails(WasmTrap.MemoryOutOfBounds);
        Buffer.MemoryCopy(MemoryBase + from, MemoryBase + to, length, length);
        return true;
    }

    public bool MemoryInit(int segment, uint to, uint from, uint length)
    {
        if (!Charge(length))
            return false;
        var data = Instance!.DroppedData[segment] ? default : Instance.Definition.Data[segment];
        if ((ulong)to + length > MemoryLength || (ulong)from + length > (ulong)data.Length)
            return Fails(WasmTrap.MemoryOutOfBounds);
        Instance.Definition.Bytes.AsSpan(data.Start + (int)from, (int)length).CopyTo(new Span<byte>(MemoryBase + to, (int)length));
        return true;
    }

    public int MemoryGrow(uint pages)
    {
        var memory = Instance!.Memory!;
        var before = memory.GrowInside(pages);
        MemoryLength = (ulong)memory.Length;
        return (int)before;
    }

    public bool TableFill(ManagedTable table, uint at, ulong value, uint length)
    {
        if (!Charge(length))
            return false;
        if ((ulong)at + length > table.Count)
            return Fails(WasmTrap.TableOutOfBounds);
        table.Elements.AsSpan((int)at, (int)length).Fill(value);
        return true;
    }

    public bool TableCopy(ManagedTable target, ManagedTable source, uint to, uint from, uint length)
    {
        if (!Charge(length))
            return false;
        if ((ulong)to + length > target.Count || (ulong)from + length > source.Count)
            return Fails(WasmTrap.TableOutOfBounds);
        Array.Copy(source.Elements, from, target.Elements, to, length);
        return true;
    }

    public bool TableInit(ManagedTable table, int segment, uint to, uint from, uint length)
    {
        if (!Charge(length))
            return false;
        var elements = Instance!.Elements[segment];
        if ((ulong)to + length > table.Count || (ulong)from + length > (ulong)elements.Length)
            return Fails(WasmTrap.TableOutOfBounds);
        Array.Copy(elements, from, table.Elements, to, length);
        return true;
    }

    public bool TableGrow(ManagedTable table, uint elements, ulong value, out uint before)
    {
        before = uint.MaxValue;
        if (!Charge(elements))
            return false;
        before = (uint)table.GrowInside(elements, value);
        return true;
    }

    /// <summary>Applies active segments in order and runs the start function (specification 4.5.4).</summary>
    public bool Initialise(ManagedInstance instance)
    {
        var outer = Instance;
        Trap = WasmTrap.None;
        Switch(instance);
        var done = ApplyElements(instance) && ApplyData(instance);
        Switch(outer);
        var start = instance.Definition.Start;
        if (!done || start < 0)
            return done;
        var reference = instance.Reference(start);
        return Functions[reference].IsHost ? InvokeHost(reference) : Invoke(reference);
    }

    bool ApplyElements(ManagedInstance instance)
    {
        var segments = instance.Definition.Elements;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            if (segment.Mode == SegmentMode.Passive)
                continue;
            if (segment.Mode == SegmentMode.Active)
            {
                var offset = ManagedStore.Evaluate(instance, segment.Offset).U32;
                if (!TableInit(instance.Tables[segment.Table], i, offset, 0, (uint)segment.Count))
                    return false;
            }
            instance.Elements[i] = [];
        }
        return true;
    }

    bool ApplyData(ManagedInstance instance)
    {
        var segments = instance.Definition.Data;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Mode != SegmentMode.Active)
                continue;
            var offset = ManagedStore.Evaluate(instance, segments[i].Offset).U32;
            if (!MemoryInit(i, offset, 0, (uint)segments[i].Length))
                return false;
            instance.DroppedData[i] = true;
        }
        return true;
    }

    bool Fails(WasmTrap trap)
    {
        EndWith(trap);
        return false;
    }
}
