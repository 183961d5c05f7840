using System.Runtime.InteropServices;
using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Vector instructions. A vector constant is an instruction like any other: its operand would not fit in one.</summary>
sealed partial class Translator
{
    void Vector(ref WasmReader reader)
    {
        const WasmValueType v128 = WasmValueType.V128;
        var number = reader.U32();
        var op = _simd[number];
        var signature = SimdSignatures.Table[number];
        switch (signature.Shape)
        {
            case SimdShape.Load:
                var loadAt = Offset(ref reader);
                EmitResult(op, v128, PopSlot(), loadAt);
                break;
            case SimdShape.Store:
                var storeAt = Offset(ref reader);
                var stored = PopSlot();
                Emit(op, stored, PopSlot(), storeAt);
                break;
            case SimdShape.LoadLane:
                var laneAt = Offset(ref reader);
                var into = PopSlot();
                EmitResult(op, v128, PopSlot(), laneAt, reader.Byte() << signature.Bits, (uint)into);
                break;
            case SimdShape.StoreLane:
                var laneTo = Offset(ref reader);
                var from = PopSlot();
                Emit(op, from, PopSlot(), laneTo, reader.Byte() << signature.Bits);
                break;
            case SimdShape.Const:
                EmitResult(op, v128);
                EmitImmediate(reader.Bytes(16));
                break;
            case SimdShape.Shuffle:
                var lanes = reader.Bytes(16);
                var shuffled = PopSlot();
                EmitResult(op, v128, PopSlot(), shuffled);
                EmitImmediate(lanes);
                break;
            case SimdShape.Splat or SimdShape.Unary:
                EmitResult(op, v128, PopSlot());
                break;
            case SimdShape.Extract:
                EmitResult(op, signature.Scalar, PopSlot(), reader.Byte() * (16 / signature.Bits));
                break;
            case SimdShape.Replace:
                var scalar = PopSlot();
                EmitResult(op, v128, PopSlot(), scalar, reader.Byte() * (16 / signature.Bits));
                break;
            case SimdShape.Binary or SimdShape.Shift:
                var right = PopSlot();
                EmitResult(op, v128, PopSlot(), right);
                break;
            case SimdShape.Ternary:
                var mask = PopSlot();
                var second = PopSlot();
                EmitResult(op, v128, PopSlot(), second, imm: (uint)mask);
                break;
            default:
                EmitResult(op, WasmValueType.I32, PopSlot());
                break;
        }
    }

    static int Offset(ref WasmReader reader)
    {
        reader.U32();
        return (int)reader.U32();
    }

    void EmitImmediate(ReadOnlySpan<byte> bytes)
    {
        var fields = MemoryMarshal.Cast<byte, int>(bytes);
        Emit(Singleton<Handlers.Unreachable>.Handler, fields[0], fields[1], fields[2], fields[3]);
    }
}
