using SignalK.Wasm.Binary;

namespace SignalK.Wasm.Validation;

/// <summary>Vector instructions (3.3.3, 3.3.7).</summary>
sealed partial class FunctionValidator
{
    void Vector(ref WasmReader reader)
    {
        var number = reader.U32();
        var signature = number < SimdSignatures.Count ? SimdSignatures.Table[number] : default;
        switch (signature.Shape)
        {
            case SimdShape.Load:
                MemoryArgument(ref reader, signature.Bits);
                Pop(I32);
                Push(V128);
                break;
            case SimdShape.Store:
                MemoryArgument(ref reader, signature.Bits);
                Pop(V128);
                Pop(I32);
                break;
            case SimdShape.Const:
                reader.Skip(16);
                Push(V128);
                break;
            case SimdShape.Shuffle:
                foreach (var lane in reader.Bytes(16))
                    Lane(lane, 32);
                Pop(V128);
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.Splat:
                Pop(signature.Scalar);
                Push(V128);
                break;
            case SimdShape.Extract:
                Lane(reader.Byte(), signature.Bits);
                Pop(V128);
                Push(signature.Scalar);
                break;
            case SimdShape.Replace:
                Lane(reader.Byte(), signature.Bits);
                Pop(signature.Scalar);
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.LoadLane or SimdShape.StoreLane:
                MemoryArgument(ref reader, signature.Bits);
                Lane(reader.Byte(), 16 >> signature.Bits);
                Pop(V128);
                Pop(I32);
                if (signature.Shape == SimdShape.LoadLane)
                    Push(V128);
                break;
            case SimdShape.Unary:
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.Binary:
                Pop(V128);
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.Ternary:
                Pop(V128);
                Pop(V128);
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.Shift:
                Pop(I32);
                Pop(V128);
                Push(V128);
                break;
            case SimdShape.Test:
                Pop(V128);
                Push(I32);
                break;
            default:
                Refuse("illegal opcode");
                break;
        }
    }

    void Lane(byte lane, int lanes)
    {
        if (lane >= lanes)
            Refuse("invalid lane index");
    }
}
