using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>The handlers of one binary operation, by where its operands come from.</summary>
/// <param name="Constant">Second operand constant.</param>
/// <param name="OfConstant">First operand constant; null where the translator has to put it into a slot.</param>
sealed record BinaryOps(Handler Slots, Handler Constant, Handler? OfConstant);

/// <summary>The handlers of one comparison: as a value, and fused with the branch that it decides.</summary>
sealed class CompareOps
{
    public required Handler Slots { get; init; }
    public required Handler Constant { get; init; }

    /// <summary>By loop, sense and constant second operand.</summary>
    public required Handler[] Branches { get; init; }

    public Handler Branch(bool loop, bool sense, bool constant) =>
        Branches[(loop ? 4 : 0) + (sense ? 2 : 0) + (constant ? 1 : 0)];
}

/// <summary>Handlers of the plain numeric instructions, by opcode; the saturating conversions follow from 256 on.</summary>
sealed partial class NumericOps
{
    public const int Saturating = 256;

    static readonly Lazy<NumericOps> s_normal = new(() => new NumericOps(false));
    static readonly Lazy<NumericOps> s_deterministic = new(() => new NumericOps(true));

    readonly Handler?[] _unary = new Handler?[Saturating + 8];
    readonly BinaryOps?[] _binary = new BinaryOps?[256];
    readonly CompareOps?[] _compare = new CompareOps?[256];
    readonly bool _deterministic;

    NumericOps(bool deterministic)
    {
        _deterministic = deterministic;
        AddCompares();
        AddIntegers();
        AddFloats();
        AddConversions();
    }

    public static NumericOps For(bool deterministic) => deterministic ? s_deterministic.Value : s_normal.Value;

    public Handler? Unary(int opcode) => _unary[opcode];

    public BinaryOps? Binary(int opcode) => _binary[opcode];

    public CompareOps? Compare(int opcode) => _compare[opcode];

    static BinaryOps Of<T>() where T : struct, IBinary =>
        new(new Binary<T, SlotC>(), new Binary<T, Constant>(), new BinaryOfConstant<T>());

    static BinaryOps Trapping<T>() where T : struct, ITrappingBinary =>
        new(new TrappingBinary<T, SlotC>(), new TrappingBinary<T, Constant>(), null);

    /// <summary>An operation on floats, with canonical NaN where that is wanted.</summary>
    BinaryOps F32<T>() where T : struct, IBinary => _deterministic ? Of<CanonicalBinaryF32<T>>() : Of<T>();

    BinaryOps F64<T>() where T : struct, IBinary => _deterministic ? Of<CanonicalBinaryF64<T>>() : Of<T>();

    Handler ToF32<T>() where T : struct, IUnary => _deterministic ? new Unary<CanonicalUnaryF32<T>>() : new Unary<T>();

    Handler ToF64<T>() where T : struct, IUnary => _deterministic ? new Unary<CanonicalUnaryF64<T>>() : new Unary<T>();

    /// <summary>Integers: the opposite comparison stands for the other sense.</summary>
    static CompareOps Integer<T, TOpposite>() where T : struct, ICompare where TOpposite : struct, ICompare => new()
    {
        Slots = new Compare<T, SlotC>(),
        Constant = new Compare<T, Constant>(),
        Branches =
        [
            new BranchIf<TOpposite, IfTrue, SlotE>(), new BranchIf<TOpposite, IfTrue, Constant>(),
            new BranchIf<T, IfTrue, SlotE>(), new BranchIf<T, IfTrue, Constant>(),
            new LoopIf<TOpposite, IfTrue, SlotE>(), new LoopIf<TOpposite, IfTrue, Constant>(),
            new LoopIf<T, IfTrue, SlotE>(), new LoopIf<T, IfTrue, Constant>(),
        ],
    };

    /// <summary>Floats: with NaN, the opposite of "less" is not "greater or equal".</summary>
    static CompareOps Float<T>() where T : struct, ICompare => new()
    {
        Slots = new Compare<T, SlotC>(),
        Constant = new Compare<T, Constant>(),
        Branches =
        [
            new BranchIf<T, IfFalse, SlotE>(), new BranchIf<T, IfFalse, Constant>(),
            new BranchIf<T, IfTrue, SlotE>(), new BranchIf<T, IfTrue, Constant>(),
            new LoopIf<T, IfFalse, SlotE>(), new LoopIf<T, IfFalse, Constant>(),
            new LoopIf<T, IfTrue, SlotE>(), new LoopIf<T, IfTrue, Constant>(),
        ],
    };
}
