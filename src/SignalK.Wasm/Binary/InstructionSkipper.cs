namespace SignalK.Wasm.Binary;

/// <summary>Steps over the immediates of instructions that validation has passed.</summary>
static class InstructionSkipper
{
    public static void SkipImmediates(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If:
                reader.S33();
                break;
            case Opcode.Br or Opcode.BrIf or Opcode.Call or Opcode.ReturnCall or (>= Opcode.LocalGet and <= Opcode.TableSet)
                or Opcode.MemorySize or Opcode.MemoryGrow or Opcode.RefFunc:
                reader.U32();
                break;
            case Opcode.BrTable:
                for (var left = reader.U32() + 1; left > 0; left--)
                    reader.U32();
                break;
            case Opcode.CallIndirect or Opcode.ReturnCallIndirect or (>= Opcode.I32Load and <= Opcode.I64Store32):
                reader.U32();
                reader.U32();
                break;
            case Opcode.SelectTyped:
                reader.U32();
                reader.Skip(1);
                break;
            case Opcode.RefNull:
                reader.Skip(1);
                break;
            case Opcode.I32Const:
                reader.S32();
                break;
            case Opcode.I64Const:
                reader.S64();
                break;
            case Opcode.F32Const:
                reader.Skip(4);
                break;
            case Opcode.F64Const:
                reader.Skip(8);
                break;
            case Opcode.Prefix:
                SkipPrefixed(ref reader);
                break;
            case Opcode.SimdPrefix:
                SkipVector(ref reader);
                break;
        }
    }

    static void SkipPrefixed(ref WasmReader reader)
    {
        switch (reader.U32())
        {
            case < 8:
                break;
            case Opcode.MemoryInit or Opcode.MemoryCopy or Opcode.TableInit or Opcode.TableCopy:
                reader.U32();
                reader.U32();
                break;
            default:
                reader.U32();
                break;
        }
    }

    static void SkipVector(ref WasmReader reader)
    {
        switch (SimdSignatures.Table[reader.U32()].Shape)
        {
            case SimdShape.Load or SimdShape.Store:
                reader.U32();
                reader.U32();
                break;
            case SimdShape.Const or SimdShape.Shuffle:
                reader.Skip(16);
                break;
            case SimdShape.Extract or SimdShape.Replace:
                reader.Skip(1);
                break;
            case SimdShape.LoadLane or SimdShape.StoreLane:
                reader.U32();
                reader.U32();
                reader.Skip(1);
                break;
        }
    }
}
