using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Tables, references, memory as a whole, saturating conversions.</summary>
sealed partial class Translator
{
    void Rare(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case Opcode.MemorySize:
                reader.Skip(1);
                EmitResult(Singleton<Rare<MemorySize>>.Handler, WasmValueType.I32);
                break;
            case Opcode.MemoryGrow:
                reader.Skip(1);
                EmitResult(Singleton<Rare<MemoryGrow>>.Handler, WasmValueType.I32, PopSlot());
                break;
            case Opcode.TableGet:
                var got = (int)reader.U32();
                EmitResult(Singleton<Rare<TableGet>>.Handler, _module.Tables[got].Element, PopSlot(), got);
                break;
            case Opcode.TableSet:
                var set = (int)reader.U32();
                var value = PopSlot();
                Emit(Singleton<Rare<TableSet>>.Handler, PopSlot(), value, set);
                break;
            case Opcode.RefNull:
                PushConstant((WasmValueType)reader.Byte(), 0);
                break;
            case Opcode.RefIsNull:
                PushConstant(WasmValueType.I64, 0);
                Compare(I64Eq, _numeric.Compare(I64Eq)!);
                break;
            case Opcode.RefFunc:
                EmitResult(Singleton<Rare<RefFunc>>.Handler, WasmValueType.FuncRef, (int)reader.U32());
                break;
            default:
                Prefixed(reader.U32(), ref reader);
                break;
        }
    }

    void Prefixed(uint number, ref WasmReader reader)
    {
        switch (number)
        {
            case < 8:
                EmitResult(_numeric.Unary(NumericOps.Saturating + (int)number)!, Signatures.Saturating[number].To, PopSlot());
                break;
            case Opcode.MemoryInit:
                var data = (int)reader.U32();
                reader.Skip(1);
                EmitOnThree(Singleton<Rare<MemoryInit>>.Handler, data, 0);
                break;
            case Opcode.DataDrop:
                Emit(Singleton<Rare<DataDrop>>.Handler, b: (int)reader.U32());
                break;
            case Opcode.MemoryCopy:
                reader.Skip(2);
                EmitOnThree(Singleton<Rare<MemoryCopy>>.Handler, 0, 0);
                break;
            case Opcode.MemoryFill:
                reader.Skip(1);
                EmitOnThree(Singleton<Rare<MemoryFill>>.Handler, 0, 0);
                break;
            case Opcode.TableInit:
                EmitOnThree(Singleton<Rare<TableInit>>.Handler, (int)reader.U32(), (int)reader.U32());
                break;
            case Opcode.ElemDrop:
                Emit(Singleton<Rare<ElemDrop>>.Handler, b: (int)reader.U32());
                break;
            case Opcode.TableCopy:
                EmitOnThree(Singleton<Rare<TableCopy>>.Handler, (int)reader.U32(), (int)reader.U32());
                break;
            case Opcode.TableGrow:
                var first = SettleLast(2);
                PopTo(_operandCount - 2);
                Emit(Singleton<Rare<TableGrow>>.Handler, first, 0, (int)reader.U32());
                PushPlace(WasmValueType.I32);
                break;
            case Opcode.TableSize:
                EmitResult(Singleton<Rare<TableSize>>.Handler, WasmValueType.I32, 0, (int)reader.U32());
                break;
            default:
                EmitOnThree(Singleton<Rare<TableFill>>.Handler, 0, (int)reader.U32());
                break;
        }
    }

    void EmitOnThree(Handler op, int b, int c)
    {
        var first = SettleLast(3);
        PopTo(_operandCount - 3);
        Emit(op, first, b, c);
    }
}
