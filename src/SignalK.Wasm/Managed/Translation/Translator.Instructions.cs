using SignalK.Wasm.Binary;
using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>One reachable instruction; each costs a unit but those that Wasmtime counts as none.</summary>
sealed partial class Translator
{
    void Instruction(ref WasmReader reader)
    {
        var opcode = reader.Byte();
        switch (opcode)
        {
            case Opcode.Unreachable:
                CloseSites();
                Emit(Singleton<Unreachable>.Handler);
                _reachable = false;
                return;
            case Opcode.Nop:
                return;
            case Opcode.Block or Opcode.Loop or Opcode.If:
                Block(opcode, ref reader);
                return;
            case Opcode.Else:
                Else();
                return;
            case Opcode.End:
                End();
                return;
            case Opcode.Br:
                Branch((int)reader.U32());
                return;
            case Opcode.BrIf:
                BranchIf((int)reader.U32());
                return;
            case Opcode.BrTable:
                BranchTable(ref reader);
                return;
            case Opcode.Return:
                EmitReturn();
                _reachable = false;
                return;
            case Opcode.Drop:
                Pop();
                return;
            default:
                _cost++;
                Plain(opcode, ref reader);
                return;
        }
    }

    void Plain(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case Opcode.Call:
                Call((int)reader.U32());
                break;
            case Opcode.CallIndirect:
                CallIndirect((int)reader.U32(), (int)reader.U32());
                break;
            case Opcode.ReturnCall:
                ReturnCall((int)reader.U32());
                break;
            case Opcode.ReturnCallIndirect:
                ReturnCallIndirect((int)reader.U32(), (int)reader.U32());
                break;
            case Opcode.SelectTyped:
                reader.Skip(2);
                Select();
                break;
            case Opcode.Select:
                Select();
                break;
            case Opcode.LocalGet:
                PushLocal((int)reader.U32());
                break;
            case Opcode.LocalSet:
                Assign((int)reader.U32(), Pop());
                break;
            case Opcode.LocalTee:
                LocalTee((int)reader.U32());
                break;
            case Opcode.GlobalGet:
                GlobalGet((int)reader.U32());
                break;
            case Opcode.GlobalSet:
                GlobalSet((int)reader.U32());
                break;
            case Opcode.I32Const:
                PushConstant(WasmValueType.I32, (uint)reader.S32());
                break;
            case Opcode.I64Const:
                PushConstant(WasmValueType.I64, (ulong)reader.S64());
                break;
            case Opcode.F32Const:
                PushConstant(WasmValueType.F32, BitConverter.ToUInt32(reader.Bytes(4)));
                break;
            case Opcode.F64Const:
                PushConstant(WasmValueType.F64, BitConverter.ToUInt64(reader.Bytes(8)));
                break;
            case >= Opcode.I32Eqz and <= Opcode.I64Extend32S:
                Numeric(opcode);
                break;
            case >= Opcode.I32Load and <= Opcode.I64Store32:
                Access(opcode, ref reader);
                break;
            case Opcode.SimdPrefix:
                Vector(ref reader);
                break;
            default:
                Rare(opcode, ref reader);
                break;
        }
    }

    void Select()
    {
        var type = _operands[_operandCount - 2].Type;
        var condition = PopSlot();
        var second = PopSlot();
        var first = PopSlot();
        var vector = type == WasmValueType.V128;
        EmitResult(
            vector ? Singleton<SelectVector>.Handler : Singleton<Select>.Handler, type, first, second, imm: (uint)condition);
    }

    void GlobalGet(int global)
    {
        var type = _module.Globals[global].Value;
        var vector = type == WasmValueType.V128;
        EmitResult(vector ? Singleton<GetGlobalVector>.Handler : Singleton<GetGlobal>.Handler, type, global);
    }

    void GlobalSet(int global)
    {
        var vector = _module.Globals[global].Value == WasmValueType.V128;
        Emit(vector ? Singleton<SetGlobalVector>.Handler : Singleton<SetGlobal>.Handler, a: PopSlot(), b: global);
    }
}
