using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

/// <summary>Reads bytes of memory into a vector.</summary>
unsafe interface IVectorLoad
{
    static abstract uint Width { get; }
    static abstract Vector128<byte> Read(byte* address);
}

readonly unsafe struct LoadV128 : IVectorLoad
{
    public static uint Width => 16;

    public static Vector128<byte> Read(byte* address) => Vector128.Load(address);
}

readonly unsafe struct Load8x8S : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Half(address).AsSByte()).AsByte();

    internal static Vector128<byte> Half(byte* address) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(address)).AsByte();
}

readonly unsafe struct Load8x8U : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Load8x8S.Half(address)).AsByte();
}

readonly unsafe struct Load16x4S : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Load8x8S.Half(address).AsInt16()).AsByte();
}

readonly unsafe struct Load16x4U : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Load8x8S.Half(address).AsUInt16()).AsByte();
}

readonly unsafe struct Load32x2S : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Load8x8S.Half(address).AsInt32()).AsByte();
}

readonly unsafe struct Load32x2U : IVectorLoad
{
    public static uint Width => 8;

    public static Vector128<byte> Read(byte* address) => Vector128.WidenLower(Load8x8S.Half(address).AsUInt32()).AsByte();
}

/// <summary>One value of memory in every lane.</summary>
readonly unsafe struct LoadSplat<T> : IVectorLoad where T : unmanaged
{
    public static uint Width => (uint)sizeof(T);

    public static Vector128<byte> Read(byte* address) => Vector128.Create(Unsafe.ReadUnaligned<T>(address)).AsByte();
}

/// <summary>One value of memory in the first lane, zeros elsewhere.</summary>
readonly unsafe struct LoadZero<T> : IVectorLoad where T : unmanaged
{
    public static uint Width => (uint)sizeof(T);

    public static Vector128<byte> Read(byte* address) => Vector128.CreateScalar(Unsafe.ReadUnaligned<T>(address)).AsByte();
}
