using System.Buffers;
using System.Text;
using SignalK.Plugins.Running;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

/// <summary>UTF-8 in buffers that the guest allocates: Rust, Go, C and others.</summary>
internal sealed class BufferConvention(GuestExports exports, GuestRunner runner) : GuestConvention
{
    readonly GuestFunction _allocate = exports.Find("allocate")!;
    readonly GuestFunction? _deallocate = exports.Find("deallocate");

    public override GuestKind Kind => GuestKind.Buffer;

    public override string? Describe(GuestFunction function, int buffer, int max)
    {
        if (!TryAllocate(buffer, out var pointer, out _) || !runner.RunExport(function, [pointer, buffer], out var length))
            return null;
        string? text = null;
        if (length > 0 && TryRead(pointer, length, buffer, out var bytes))
            text = Encoding.UTF8.GetString(bytes);
        Release(pointer, buffer);
        return text;
    }

    public override int Start(GuestFunction function, ReadOnlySpan<byte> config)
    {
        var code = 0;
        if (TryPut(config, out var pointer) && runner.RunExport(function, [pointer, config.Length], out code))
            Release(pointer, config.Length);
        return code;
    }

    public override void Hand(GuestFunction handler, ReadOnlySpan<byte> text)
    {
        if (TryPut(text, out var pointer) && runner.RunExport(handler, [pointer, text.Length], out _))
            Release(pointer, text.Length);
    }

    public override void Ask(GuestFunction handler, ReadOnlySpan<byte> request, AskShape shape, int maxAnswer, IBufferWriter<byte> answer)
    {
        var alone = shape == AskShape.AnswerOnly;
        uint input = 0;
        if ((!alone && !TryPut(request, out input)) || !TryAllocate(maxAnswer, out var output, out _))
            return;
        ReadOnlySpan<WasmValue> arguments = alone ? [output, maxAnswer] : [input, request.Length, output, maxAnswer];
        if (!runner.RunExport(handler, arguments, out var length))
            return;
        var written = TryRead(output, length, maxAnswer, out var bytes);
        answer.Write(bytes);
        if (!alone)
            Release(input, request.Length);
        Release(output, maxAnswer);
        if (!written)
            runner.Fail(length < 0 ? $"the handler answered {length}" : $"an answer of {length} bytes in a buffer of {maxAnswer}");
    }

    /// <summary>Exactly as many bytes as the guest says that it wrote.</summary>
    bool TryRead(uint pointer, int length, int buffer, out Span<byte> bytes)
    {
        bytes = default;
        return length >= 0 && length <= buffer && exports.Memory.TryGetSpan(pointer, (uint)length, out bytes);
    }

    bool TryPut(ReadOnlySpan<byte> text, out uint pointer)
    {
        if (!TryAllocate(text.Length, out pointer, out var room))
            return false;
        text.CopyTo(room);
        return true;
    }

    bool TryAllocate(int length, out uint pointer, out Span<byte> room)
    {
        room = default;
        var returned = runner.Run(_allocate, [length], out var address);
        pointer = (uint)address;
        if (!returned)
            return false;
        return (pointer != 0 || length == 0) && exports.Memory.TryGetSpan(pointer, (uint)length, out room)
            || runner.Fail($"allocate({length}) gave {pointer}, which is no room for it");
    }

    void Release(uint pointer, int length)
    {
        if (_deallocate is { } deallocate)
            runner.Run(deallocate, [pointer, length], out _);
    }
}
