using System.Text;

namespace SignalK.Wasm.Wasmtime.Native;

sealed unsafe partial class WasmtimeApi
{
    /// <summary>The first line of an error's message; frees the error.</summary>
    public string TakeError(nint error)
    {
        NativeVec text;
        ErrorMessage(error, &text);
        ErrorDelete(error);
        return TakeText(&text);
    }

    /// <summary>The trap's code, null for one without; frees the trap.</summary>
    public byte? TakeTrap(nint trap)
    {
        byte code;
        var known = TrapCode(trap, &code) != 0;
        TrapDelete(trap);
        return known ? code : null;
    }

    /// <summary>A trap of the host. Why is kept on our side: Wasmtime returns only its text.</summary>
    public nint NewHostTrap()
    {
        fixed (byte* text = "host\0"u8)
            return TrapNew(text, 5);
    }

    public nint NewHostError()
    {
        fixed (byte* text = "host\0"u8)
            return ErrorNew(text);
    }

    string TakeText(NativeVec* text)
    {
        ReadOnlySpan<byte> bytes = new((byte*)text->Data, (int)Math.Min(text->Size, 4096));
        var line = bytes.IndexOfAny((byte)'\n', (byte)0);
        var result = Encoding.UTF8.GetString(line < 0 ? bytes : bytes[..line]);
        ByteVecDelete(text);
        return result;
    }
}
