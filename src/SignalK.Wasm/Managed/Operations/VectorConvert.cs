using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

readonly struct F32x4DemoteF64x2Zero : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.Demote(value.AsDouble()).AsByte();
}

readonly struct F64x2PromoteLowF32x4 : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.Promote(value.AsSingle()).AsByte();
}

readonly struct I32x4TruncSatF32x4S : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.ConvertToInt32(value.AsSingle()).AsByte();
}

readonly struct I32x4TruncSatF32x4U : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.ConvertToUInt32(value.AsSingle()).AsByte();
}

readonly struct F32x4ConvertI32x4S : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.ConvertToSingle(value.AsInt32()).AsByte();
}

readonly struct F32x4ConvertI32x4U : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Vector128.ConvertToSingle(value.AsUInt32()).AsByte();
}

readonly struct I32x4TruncSatF64x2SZero : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.TruncateSigned(value.AsDouble()).AsByte();
}

readonly struct I32x4TruncSatF64x2UZero : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.TruncateUnsigned(value.AsDouble()).AsByte();
}

readonly struct F64x2ConvertLowI32x4S : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.ConvertLow(value.AsInt32()).AsByte();
}

readonly struct F64x2ConvertLowI32x4U : IVectorUnary
{
    public static Vector128<byte> Apply(Vector128<byte> value) => Lanes.ConvertLow(value.AsUInt32()).AsByte();
}
