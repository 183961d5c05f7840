using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Handlers;

/// <summary>An operation whose own work outweighs its dispatch.</summary>
unsafe interface IRare
{
    /// <summary>False after a trap.</summary>
    static abstract bool Execute(Insn* ip, ulong* fp, Machine m);
}

sealed unsafe class Rare<TOp> : Handler where TOp : struct, IRare
{
    [MethodImpl(Hot)]
    public override void Run(Insn* ip, ulong* fp, byte* mem, Machine m, ulong acc)
    {
        if (!Execute(ip, fp, m))
            return;
        ip++;
        ip->Op.Run(ip, fp, mem, m, acc);
    }

    // A local whose address is taken would keep the handler from its tail call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool Execute(Insn* ip, ulong* fp, Machine m) => TOp.Execute(ip, fp, m);
}

static unsafe class Operands
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong Slot(ulong* fp, int offset) => ref *(ulong*)((byte*)fp + offset);
}

readonly unsafe struct MemorySize : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        Operands.Slot(fp, ip->A) = m.MemoryLength / WasmMemoryType.PageBytes;
        return true;
    }
}

readonly unsafe struct MemoryGrow : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        Operands.Slot(fp, ip->A) = (uint)m.MemoryGrow((uint)Operands.Slot(fp, ip->B));
        return true;
    }
}

// Three operands lie in consecutive slots from A on; B and C are indices.

readonly unsafe struct MemoryFill : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.MemoryFill((uint)operands[0], (byte)operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct MemoryCopy : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.MemoryCopy((uint)operands[0], (uint)operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct MemoryInit : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.MemoryInit(ip->B, (uint)operands[0], (uint)operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct DataDrop : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        m.Instance!.DroppedData[ip->B] = true;
        return true;
    }
}

readonly unsafe struct TableGet : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var table = m.Tables[ip->C];
        var index = (uint)Operands.Slot(fp, ip->B);
        if (index >= table.Count)
        {
            m.EndWith(WasmTrap.TableOutOfBounds);
            return false;
        }
        Operands.Slot(fp, ip->A) = table.Elements[index];
        return true;
    }
}

/// <summary>Element at slot A of table C = slot B.</summary>
readonly unsafe struct TableSet : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var table = m.Tables[ip->C];
        var index = (uint)Operands.Slot(fp, ip->A);
        if (index >= table.Count)
        {
            m.EndWith(WasmTrap.TableOutOfBounds);
            return false;
        }
        table.Elements[index] = Operands.Slot(fp, ip->B);
        return true;
    }
}

readonly unsafe struct TableSize : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        Operands.Slot(fp, ip->A) = m.Tables[ip->C].Count;
        return true;
    }
}

/// <summary>Value and count in the slots from A on, the result in A.</summary>
readonly unsafe struct TableGrow : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        if (!m.TableGrow(m.Tables[ip->C], (uint)operands[1], operands[0], out var before))
            return false;
        operands[0] = before;
        return true;
    }
}

readonly unsafe struct TableFill : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.TableFill(m.Tables[ip->C], (uint)operands[0], operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct TableCopy : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.TableCopy(m.Tables[ip->B], m.Tables[ip->C], (uint)operands[0], (uint)operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct TableInit : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var operands = (ulong*)((byte*)fp + ip->A);
        return m.TableInit(m.Tables[ip->C], ip->B, (uint)operands[0], (uint)operands[1], (uint)operands[2]);
    }
}

readonly unsafe struct ElemDrop : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        m.Instance!.Elements[ip->B] = [];
        return true;
    }
}

readonly unsafe struct RefFunc : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        Operands.Slot(fp, ip->A) = m.Instance!.Reference(ip->B);
        return true;
    }
}

/// <summary>Moves C bytes from B down to A.</summary>
readonly unsafe struct CopyDown : IRare
{
    public static bool Execute(Insn* ip, ulong* fp, Machine m)
    {
        var to = (ulong*)((byte*)fp + ip->A);
        var from = (ulong*)((byte*)fp + ip->B);
        for (var i = 0; i < ip->C / sizeof(ulong); i++)
            to[i] = from[i];
        return true;
    }
}
