using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;

namespace SignalK.Core.Fanout;

/// <summary>A buffer and a writer over it, used again and again: nothing is allocated per message.</summary>
#pragma warning disable CA1001 // The writer holds managed memory alone and lives as long as its owner.
internal sealed class JsonScratch
#pragma warning restore CA1001
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);
    private readonly Utf8JsonWriter _writer;

    public JsonScratch() => _writer = new Utf8JsonWriter(_buffer, SkJson.WriterOptions);

    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        return _writer;
    }

    public ReadOnlySpan<byte> End()
    {
        _writer.Flush();
        return _buffer.WrittenSpan;
    }
}
