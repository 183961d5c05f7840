using System.Runtime.Intrinsics;

namespace SignalK.Wasm.Binary;

/// <summary>Computes constant expressions that validation has passed.</summary>
static class ConstantEvaluator
{
    /// <summary>Operands of one expression on the stack; a real module needs two.</summary>
    public const int MaxDepth = 64;

    /// <param name="module">The module's bytes.</param>
    /// <param name="expression">A slice of them.</param>
    /// <param name="global">The value of an imported global.</param>
    /// <param name="function">The reference of a function.</param>
    public static WasmValue Evaluate(
        byte[] module, ConstantExpression expression, Func<int, WasmValue> global, Func<int, WasmValue> function)
    {
        var reader = new WasmReader(module, expression.Start, expression.End);
        Span<WasmValue> stack = stackalloc WasmValue[MaxDepth];
        var depth = 0;
        while (true)
        {
            var opcode = reader.Byte();
            switch (opcode)
            {
                case Opcode.End: return stack[0];
                case Opcode.I32Const: stack[depth++] = reader.S32(); break;
                case Opcode.I64Const: stack[depth++] = reader.S64(); break;
                case Opcode.F32Const: stack[depth++] = BitConverter.ToUInt32(reader.Bytes(4)); break;
                case Opcode.F64Const: stack[depth++] = BitConverter.ToUInt64(reader.Bytes(8)); break;
                case Opcode.SimdPrefix:
                    reader.U32();
                    stack[depth++] = Vector128.Create(reader.Bytes(16));
                    break;
                case Opcode.RefNull:
                    reader.Byte();
                    stack[depth++] = WasmValue.NullRef;
                    break;
                case Opcode.RefFunc: stack[depth++] = function((int)reader.U32()); break;
                case Opcode.GlobalGet: stack[depth++] = global((int)reader.U32()); break;
                default:
                    depth--;
                    stack[depth - 1] = Combine(opcode, stack[depth - 1], stack[depth]);
                    break;
            }
        }
    }

    static WasmValue Combine(byte opcode, WasmValue left, WasmValue right) => opcode switch
    {
        Opcode.I32Add => left.I32 + right.I32,
        Opcode.I32Sub => left.I32 - right.I32,
        Opcode.I32Mul => left.I32 * right.I32,
        Opcode.I64Add => left.I64 + right.I64,
        Opcode.I64Sub => left.I64 - right.I64,
        Opcode.I64Mul => left.I64 * right.I64,
        _ => throw new InvalidOperationException($"opcode 0x{opcode:x2} passed validation as a constant"),
    };
}
