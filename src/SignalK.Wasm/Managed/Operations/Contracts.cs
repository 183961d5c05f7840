using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Managed.Operations;

// Operations are type arguments of handlers: each pair is compiled to code of its own, with nothing called at run time.
// Values are slots of 64 bits: i32 and f32 zero-extended, f32 and f64 as their bits.

interface IUnary
{
    static abstract ulong Apply(ulong value);
}

interface IBinary
{
    static abstract ulong Apply(ulong left, ulong right);
}

interface ICompare
{
    static abstract bool Test(ulong left, ulong right);
}

/// <summary>A unary operation that may trap: checked first, then applied.</summary>
interface ITrappingUnary : IUnary
{
    static abstract WasmTrap Check(ulong value);
}

/// <summary>A binary operation that may trap: checked first, then applied.</summary>
interface ITrappingBinary : IBinary
{
    static abstract WasmTrap Check(ulong left, ulong right);
}

/// <summary>Reads a value of the memory's width and extends it to a slot.</summary>
unsafe interface ILoad
{
    static abstract uint Width { get; }
    static abstract ulong Read(byte* address);
}

unsafe interface IStore
{
    static abstract uint Width { get; }
    static abstract void Write(byte* address, ulong value);
}

interface IVectorUnary
{
    static abstract Vector128<byte> Apply(Vector128<byte> value);
}

interface IVectorBinary
{
    static abstract Vector128<byte> Apply(Vector128<byte> left, Vector128<byte> right);
}

interface IVectorShift
{
    static abstract Vector128<byte> Apply(Vector128<byte> value, int count);
}

interface IVectorTest
{
    static abstract uint Apply(Vector128<byte> value);
}
