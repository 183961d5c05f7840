namespace SignalK.Wasm.Managed.Translation;

enum OperandKind : byte
{
    /// <summary>In the slot of its place on the operand stack.</summary>
    Place,

    /// <summary>Still in a local.</summary>
    Local,

    Constant,

    /// <summary>A local plus a constant, 32 bits: not added yet, because most such sums are addresses.</summary>
    Sum,
}

/// <param name="Place">The slot that belongs to this height of the stack.</param>
/// <param name="Slot">Where the value is, unless it is a constant.</param>
readonly record struct Operand(OperandKind Kind, WasmValueType Type, int Place, int Slot, int Local, ulong Constant)
{
    public bool IsConstant => Kind == OperandKind.Constant;

    /// <summary>Whether a write to the local would change it.</summary>
    public bool ReadsLocal => Kind is OperandKind.Local or OperandKind.Sum;
}

/// <summary>What decides a branch.</summary>
/// <param name="Left">Slot of the first operand.</param>
/// <param name="Right">Slot of the second, unless it is <paramref name="Constant"/>.</param>
readonly record struct Condition(CompareOps Compare, int Opcode, int Left, bool HasConstant, int Right, ulong Constant);
