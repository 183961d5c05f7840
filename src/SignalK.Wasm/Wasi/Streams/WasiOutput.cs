namespace SignalK.Wasm.Wasi;

/// <summary>Where a guest's stdout or stderr goes.</summary>
public abstract class WasiOutput
{
    public static WasiOutput Discard { get; } = new DiscardingOutput();

    /// <summary>Whatever comes, unchanged; not closed.</summary>
    public static WasiOutput To(Stream stream) => new StreamOutput(stream);

    /// <summary>One call of <paramref name="sink"/> for each line, without its end (LF or CRLF).</summary>
    /// <param name="sink">Gets UTF-8 as the guest wrote it, and whether the rest of the line was dropped.</param>
    /// <param name="maxLineBytes">What is kept of one line.</param>
    public static WasiOutput Lines(WasiLineSink sink, int maxLineBytes = 4096) => new LineOutput(sink, maxLineBytes);

    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Hands over what was not yet ended by a newline.</summary>
    public virtual void Flush() { }

    sealed class DiscardingOutput : WasiOutput
    {
        internal override void Write(ReadOnlySpan<byte> bytes) { }
    }

    sealed class StreamOutput(Stream stream) : WasiOutput
    {
        internal override void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        public override void Flush() => stream.Flush();
    }
}

public delegate void WasiLineSink(ReadOnlySpan<byte> line, bool truncated);
