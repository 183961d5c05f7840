using System.Runtime.CompilerServices;

namespace SignalK.Wasm.Managed.Operations;

readonly unsafe struct Load8U : ILoad
{
    public static uint Width => 1;

    public static ulong Read(byte* address) => *address;
}

readonly unsafe struct Load16U : ILoad
{
    public static uint Width => 2;

    public static ulong Read(byte* address) => Unsafe.ReadUnaligned<ushort>(address);
}

readonly unsafe struct Load32U : ILoad
{
    public static uint Width => 4;

    public static ulong Read(byte* address) => Unsafe.ReadUnaligned<uint>(address);
}

readonly unsafe struct Load64 : ILoad
{
    public static uint Width => 8;

    public static ulong Read(byte* address) => Unsafe.ReadUnaligned<ulong>(address);
}

readonly unsafe struct Load8SToI32 : ILoad
{
    public static uint Width => 1;

    public static ulong Read(byte* address) => (uint)*(sbyte*)address;
}

readonly unsafe struct Load16SToI32 : ILoad
{
    public static uint Width => 2;

    public static ulong Read(byte* address) => (uint)Unsafe.ReadUnaligned<short>(address);
}

readonly unsafe struct Load8SToI64 : ILoad
{
    public static uint Width => 1;

    public static ulong Read(byte* address) => (ulong)*(sbyte*)address;
}

readonly unsafe struct Load16SToI64 : ILoad
{
    public static uint Width => 2;

    public static ulong Read(byte* address) => (ulong)Unsafe.ReadUnaligned<short>(address);
}

readonly unsafe struct Load32SToI64 : ILoad
{
    public static uint Width => 4;

    public static ulong Read(byte* address) => (ulong)Unsafe.ReadUnaligned<int>(address);
}

readonly unsafe struct Store8 : IStore
{
    public static uint Width => 1;

    public static void Write(byte* address, ulong value) => Unsafe.WriteUnaligned(address, (byte)value);
}

readonly unsafe struct Store16 : IStore
{
    public static uint Width => 2;

    public static void Write(byte* address, ulong value) => Unsafe.WriteUnaligned(address, (ushort)value);
}

readonly unsafe struct Store32 : IStore
{
    public static uint Width => 4;

    public static void Write(byte* address, ulong value) => Unsafe.WriteUnaligned(address, (uint)value);
}

readonly unsafe struct Store64 : IStore
{
    public static uint Width => 8;

    public static void Write(byte* address, ulong value) => Unsafe.WriteUnaligned(address, value);
}
