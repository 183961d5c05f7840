using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>
/// Handlers of pairs, by the opcodes of both. The pairs are those that clang's and rustc's output has most: shifted and masked
/// terms, sums of three, products summed up, operations on what was just loaded.
/// </summary>
sealed partial class FusedOps
{
    static readonly Lazy<FusedOps> s_normal = new(() => new FusedOps(false));
    static readonly Lazy<FusedOps> s_deterministic = new(() => new FusedOps(true));

    readonly Dictionary<int, Handler> _constantThen = [], _twoConstants = [], _slotsThen = [], _thenOfSlots = [];
    readonly Dictionary<int, Handler[]> _thenOfLoad = [];
    readonly Dictionary<int, (Handler Slot, Handler Constant)> _loopSteps = [];

    FusedOps(bool deterministic)
    {
        AddShifted();
        AddTwoConstants();
        AddSums();
        AddLoads();
        AddLoopSteps();
        // With canonical NaN a float operation is two steps already.
        if (!deterministic)
            AddFloats();
    }

    public static FusedOps For(bool deterministic) => deterministic ? s_deterministic.Value : s_normal.Value;

    public Handler? ConstantThen(int inner, int outer) => _constantThen.GetValueOrDefault(Key(inner, outer));

    public Handler? TwoConstants(int inner, int outer) => _twoConstants.GetValueOrDefault(Key(inner, outer));

    public Handler? SlotsThen(int inner, int outer) => _slotsThen.GetValueOrDefault(Key(inner, outer));

    public Handler? ThenOfSlots(int inner, int outer) => _thenOfSlots.GetValueOrDefault(Key(inner, outer));

    public Handler? ThenOfLoad(int load, AddressKind address, int outer) =>
        _thenOfLoad.TryGetValue(Key(load, outer), out var handlers) ? handlers[(int)address] : null;

    public Handler? LoopStep(int compare, bool constant) =>
        _loopSteps.TryGetValue(compare, out var handlers) ? constant ? handlers.Constant : handlers.Slot : null;

    static int Key(int inner, int outer) => (inner << 8) | outer;

    void Shifted<TInner>(byte inner) where TInner : struct, IBinary
    {
        _constantThen[Key(inner, 0x6A)] = new ConstantThen<TInner, I32Add>();
        _constantThen[Key(inner, 0x71)] = new ConstantThen<TInner, I32And>();
        _constantThen[Key(inner, 0x72)] = new ConstantThen<TInner, I32Or>();
        _constantThen[Key(inner, 0x73)] = new ConstantThen<TInner, I32Xor>();
    }

    void Shifted64<TInner>(byte inner) where TInner : struct, IBinary
    {
        _constantThen[Key(inner, 0x7C)] = new ConstantThen<TInner, I64Add>();
        _constantThen[Key(inner, 0x83)] = new ConstantThen<TInner, I64And>();
        _constantThen[Key(inner, 0x84)] = new ConstantThen<TInner, I64Or>();
        _constantThen[Key(inner, 0x85)] = new ConstantThen<TInner, I64Xor>();
    }

    void Constants<TInner>(byte inner) where TInner : struct, IBinary
    {
        _twoConstants[Key(inner, 0x6A)] = new TwoConstants<TInner, I32Add>();
        _twoConstants[Key(inner, 0x6B)] = new TwoConstants<TInner, I32Sub>();
        _twoConstants[Key(inner, 0x6C)] = new TwoConstants<TInner, I32Mul>();
        _twoConstants[Key(inner, 0x71)] = new TwoConstants<TInner, I32And>();
        _twoConstants[Key(inner, 0x72)] = new TwoConstants<TInner, I32Or>();
        _twoConstants[Key(inner, 0x73)] = new TwoConstants<TInner, I32Xor>();
        _twoConstants[Key(inner, 0x74)] = new TwoConstants<TInner, I32Shl>();
        _twoConstants[Key(inner, 0x75)] = new TwoConstants<TInner, I32ShrS>();
        _twoConstants[Key(inner, 0x76)] = new TwoConstants<TInner, I32ShrU>();
    }

    /// <summary>The outer operation is commutative, so one order of its operands is enough.</summary>
    void Sum<TInner>(byte inner) where TInner : struct, IBinary
    {
        Both(inner, 0x6A, new SlotsThen<TInner, I32Add>());
        Both(inner, 0x71, new SlotsThen<TInner, I32And>());
        Both(inner, 0x72, new SlotsThen<TInner, I32Or>());
        Both(inner, 0x73, new SlotsThen<TInner, I32Xor>());
    }

    void Sum64<TInner>(byte inner) where TInner : struct, IBinary
    {
        Both(inner, 0x7C, new SlotsThen<TInner, I64Add>());
        Both(inner, 0x85, new SlotsThen<TInner, I64Xor>());
    }

    void Both(byte inner, byte outer, Handler handler) =>
        _slotsThen[Key(inner, outer)] = _thenOfSlots[Key(inner, outer)] = handler;

    void Floats<TInner, TOuter>(byte inner, byte outer) where TInner : struct, IBinary where TOuter : struct, IBinary
    {
        _slotsThen[Key(inner, outer)] = new SlotsThen<TInner, TOuter>();
        _thenOfSlots[Key(inner, outer)] = new ThenOfSlots<TInner, TOuter>();
    }

    void Load<TAccess, TOuter>(byte load, byte outer) where TAccess : struct, ILoad where TOuter : struct, IBinary =>
        _thenOfLoad[Key(load, outer)] =
        [
            new ThenOfLoad<TAccess, SlotAddress, TOuter>(), new ThenOfLoad<TAccess, ConstantAddress, TOuter>(),
            new ThenOfLoad<TAccess, SumAddress, TOuter>(), new ThenOfLoad<TAccess, DisplacedAddress, TOuter>(),
        ];

    void Step<T>(byte compare) where T : struct, ICompare =>
        _loopSteps[compare] = (new LoopStep<T, SlotE>(), new LoopStep<T, ConstantE>());
}
