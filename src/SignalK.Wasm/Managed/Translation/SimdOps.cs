using SignalK.Wasm.Managed.Handlers;
using SignalK.Wasm.Managed.Operations;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Handlers of the vector instructions, by the number behind their prefix.</summary>
sealed partial class SimdOps
{
    static readonly Lazy<SimdOps> s_normal = new(() => new SimdOps(false));
    static readonly Lazy<SimdOps> s_deterministic = new(() => new SimdOps(true));

    readonly Handler[] _handlers = new Handler[256];
    readonly bool _deterministic;

    SimdOps(bool deterministic)
    {
        _deterministic = deterministic;
        AddAccess();
        AddLaneMoves();
        AddComparisonsAndBits();
        AddSmallLanes();
        AddLargeLanes();
        AddFloats();
    }

    public static SimdOps For(bool deterministic) => deterministic ? s_deterministic.Value : s_normal.Value;

    public Handler this[uint number] => _handlers[number];

    Handler Unary32<T>() where T : struct, IVectorUnary =>
        _deterministic ? new VectorUnary<CanonicalVectorUnaryF32<T>>() : new VectorUnary<T>();

    Handler Unary64<T>() where T : struct, IVectorUnary =>
        _deterministic ? new VectorUnary<CanonicalVectorUnaryF64<T>>() : new VectorUnary<T>();

    Handler Binary32<T>() where T : struct, IVectorBinary =>
        _deterministic ? new VectorBinary<CanonicalVectorBinaryF32<T>>() : new VectorBinary<T>();

    Handler Binary64<T>() where T : struct, IVectorBinary =>
        _deterministic ? new VectorBinary<CanonicalVectorBinaryF64<T>>() : new VectorBinary<T>();

    void AddAccess()
    {
        Handler[] loads =
        [
            new VectorLoad<LoadV128>(), new VectorLoad<Load8x8S>(), new VectorLoad<Load8x8U>(), new VectorLoad<Load16x4S>(),
            new VectorLoad<Load16x4U>(), new VectorLoad<Load32x2S>(), new VectorLoad<Load32x2U>(),
            new VectorLoad<LoadSplat<byte>>(), new VectorLoad<LoadSplat<ushort>>(), new VectorLoad<LoadSplat<uint>>(),
            new VectorLoad<LoadSplat<ulong>>(), new VectorStore(), new SetVector(), new Shuffle(),
        ];
        loads.CopyTo(_handlers, 0);
        Handler[] lanes =
        [
            new LoadLane<byte>(), new LoadLane<ushort>(), new LoadLane<uint>(), new LoadLane<ulong>(), new StoreLane<byte>(),
            new StoreLane<ushort>(), new StoreLane<uint>(), new StoreLane<ulong>(), new VectorLoad<LoadZero<uint>>(),
            new VectorLoad<LoadZero<ulong>>(),
        ];
        lanes.CopyTo(_handlers, 84);
        _handlers[82] = new BitSelect();
    }

    void AddLaneMoves()
    {
        Handler[] moves =
        [
            new Splat<byte>(), new Splat<ushort>(), new Splat<uint>(), new Splat<ulong>(), new Splat<uint>(), new Splat<ulong>(),
            new ExtractLane<Load8SToI32>(), new ExtractLane<Load8U>(), new ReplaceLane<byte>(),
            new ExtractLane<Load16SToI32>(), new ExtractLane<Load16U>(), new ReplaceLane<ushort>(),
            new ExtractLane<Load32U>(), new ReplaceLane<uint>(), new ExtractLane<Load64>(), new ReplaceLane<ulong>(),
            new ExtractLane<Load32U>(), new ReplaceLane<uint>(), new ExtractLane<Load64>(), new ReplaceLane<ulong>(),
        ];
        moves.CopyTo(_handlers, 15);
    }
}
