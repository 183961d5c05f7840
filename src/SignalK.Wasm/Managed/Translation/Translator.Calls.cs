using SignalK.Wasm.Managed.Handlers;

namespace SignalK.Wasm.Managed.Translation;

/// <summary>Calls: the arguments' places are the start of the callee's frame, and so are the results'.</summary>
sealed partial class Translator
{
    void Call(int function)
    {
        var type = _module.TypeOf(function);
        var frame = PopArguments(type);
        if (function < _module.ImportedFunctions)
            Emit(Singleton<CallImport>.Handler, frame, function);
        else
            Emit(Singleton<CallFunction>.Handler, frame, function - _module.ImportedFunctions);
        PushResults(type.Results);
    }

    void CallIndirect(int typeIndex, int table)
    {
        var index = PopSlot();
        var type = _module.Types[typeIndex];
        var frame = PopArguments(type);
        Emit(Singleton<CallIndirect>.Handler, frame, 0, typeIndex, table, (uint)index);
        PushResults(type.Results);
    }

    void ReturnCall(int function)
    {
        var type = _module.TypeOf(function);
        var frame = PopArguments(type);
        var bytes = FunctionLayout.SlotsOf(type.Parameters) * sizeof(ulong);
        CloseSites();
        if (function < _module.ImportedFunctions)
            Emit(Singleton<ReturnCallImport>.Handler, frame, function, bytes);
        else
            Emit(Singleton<ReturnCall>.Handler, frame, function - _module.ImportedFunctions, bytes);
        _reachable = false;
    }

    void ReturnCallIndirect(int typeIndex, int table)
    {
        var index = PopSlot();
        var type = _module.Types[typeIndex];
        var frame = PopArguments(type);
        var bytes = FunctionLayout.SlotsOf(type.Parameters) * sizeof(ulong);
        CloseSites();
        Emit(Singleton<ReturnCallIndirect>.Handler, frame, 0, bytes, table, ((ulong)(uint)typeIndex << 32) | (uint)index);
        _reachable = false;
    }

    int PopArguments(WasmFunctionType type)
    {
        var count = type.Parameters.Length;
        var frame = SettleLast(count);
        PopTo(_operandCount - count);
        return frame;
    }
}
