using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using SignalK.Plugins.Running;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>Strings of AssemblyScript's runtime, which the guest allocates with <c>__new</c>.</summary>
internal sealed class AssemblyScriptConvention(GuestExports exports, GuestRunner runner) : GuestConvention
{
    const int ObjectClass = 0;

    readonly GuestFunction _new = exports.Find("__new")!;
    readonly GuestFunction? _pin = exports.Find("__pin");
    readonly GuestFunction? _unpin = exports.Find("__unpin");

    public override GuestKind Kind => GuestKind.AssemblyScript;

    public override string? Describe(GuestFunction function, int buffer, int max)
    {
        if (!runner.RunExport(function, [], out var pointer) || pointer == 0)
            return null;
        if (Read((uint)pointer, max, out var units) is not { } fault)
            return AssemblyScriptMemory.ToText(units);
        runner.Fail(fault);
        return null;
    }

    public override int Start(GuestFunction function, ReadOnlySpan<byte> config)
    {
        var code = 0;
        if (TryAllocate(config.Length, ObjectClass, out var pointer, out var room))
        {
            config.CopyTo(room);
            RunWith(function, pointer, [pointer, config.Length], out code);
        }
        return code;
    }

    // HOT PATH: 0 B.
    public override void Hand(GuestFunction handler, ReadOnlySpan<byte> text)
    {
        if (TryPut(text, out var pointer, out _))
            RunWith(handler, pointer, [pointer], out _);
    }

    public override void Ask(GuestFunction handler, ReadOnlySpan<byte> request, AskShape shape, int maxAnswer, IBufferWriter<byte> answer)
    {
        if (!TryPut(shape == AskShape.AnswerOnly ? "{}"u8 : request, out var pointer, out var units))
            return;
        ReadOnlySpan<WasmValue> arguments = shape == AskShape.Http ? [pointer, units] : [pointer];
        if (!Pin(pointer) || !runner.RunExport(handler, arguments, out var result))
            return;
        // Before anything else runs in the guest: nobody holds the answer but us.
        var fault = Read((uint)result, maxAnswer, out var text);
        if (fault is null)
            Encoding.UTF8.GetBytes(text, answer);
        Unpin(pointer);
        if (fault is not null)
            runner.Fail(fault);
    }

    bool RunWith(GuestFunction function, uint pointer, ReadOnlySpan<WasmValue> arguments, out int result)
    {
        result = 0;
        return Pin(pointer) && runner.RunExport(function, arguments, out result) && Unpin(pointer);
    }

    // A handler that takes plain numbers keeps no reference that the incremental collector knows of: without this, what it
    // allocates could cost it its argument.
    bool Pin(uint pointer) => _pin is null || runner.Run(_pin, [pointer], out _);

    bool Unpin(uint pointer) => _unpin is null || runner.Run(_unpin, [pointer], out _);

    /// <summary>A string in the guest's memory, made there from UTF-8.</summary>
    bool TryPut(ReadOnlySpan<byte> text, out uint pointer, out int units)
    {
        units = Encoding.UTF8.GetCharCount(text);
        if (units > int.MaxValue / sizeof(char))
        {
            pointer = 0;
            return runner.Fail("a text of more than 2 GiB");
        }
        if (!TryAllocate(units * sizeof(char), AssemblyScriptMemory.StringClass, out pointer, out var room))
            return false;
        Utf8.ToUtf16(text, MemoryMarshal.Cast<byte, char>(room), out _, out _);
        return true;
    }

    bool TryAllocate(int length, int classId, out uint pointer, out Span<byte> room)
    {
        room = default;
        var returned = runner.Run(_new, [length, classId], out var address);
        pointer = (uint)address;
        if (!returned)
            return false;
        return (pointer != 0 && exports.Memory.TryGetSpan(pointer, (uint)length, out room))
            || runner.Fail($"__new({length}, {classId}) gave {pointer}, which is no room for it");
    }

    /// <summary>Null, or what is wrong with the string; a null pointer is an empty one.</summary>
    string? Read(uint pointer, int max, out ReadOnlySpan<char> units)
    {
        units = default;
        if (pointer == 0)
            return null;
        if (!AssemblyScriptMemory.TryReadString(exports.Memory, pointer, out units))
            return $"the answer at {pointer} is no string";
        return units.Length > max || Encoding.UTF8.GetByteCount(units) > max
            ? $"an answer of {units.Length} characters, more than {max} bytes"
            : null;
    }
}
