using System.Buffers;
using System.Text;
using System.Text.Json;
using SignalK.Connections.Recording;
using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Appliance.Plugins;

/// <summary>
/// The deltas of a recording, in order: a delta a line, a raw log of the recorder (of this server or of upstream's), or bare
/// NMEA 0183 sentences; lines of either kind may stand in one file.
/// </summary>
sealed class RecordedDeltas(TextReader input, TimeProvider clock)
{
    readonly Nmea0183Parser _parser = new(new Nmea0183Options { ChecksumRequired = false }, clock);
    readonly Delta _delta = new();
    readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>Lines that were neither.</summary>
    public int Skipped { get; private set; }

    /// <summary>A delta as JSON, and when it came where the recording says so.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Json, DateTimeOffset? At)> Read()
    {
        while (input.ReadLine() is { } line)
        {
            var text = Encoding.UTF8.GetBytes(line.Trim());
            if (text.Length == 0)
                continue;
            if (text[0] == (byte)'{')
                yield return (text, null);
            else if (Parse(text, out var at))
                yield return (_json.WrittenMemory, at);
        }
    }

    bool Parse(byte[] line, out DateTimeOffset? at)
    {
        at = null;
        ReadOnlySpan<byte> data = line;
        if (RawLog.TryParse(line, out var milliseconds, out var kind, out var logged))
        {
            at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            data = logged;
            if (kind == RawLog.SignalK)
            {
                _json.ResetWrittenCount();
                _json.Write(data);
                return true;
            }
        }
        switch (_parser.Parse(data, _delta))
        {
            case ParseResult.Delta:
                break;
            case ParseResult.NotASentence or ParseResult.BadChecksum or ParseResult.Malformed:
                Skipped++;
                return false;
            default:
                return false;
        }
        _json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_json, SkJson.WriterOptions);
        DeltaWriter.WriteBare(writer, _delta);
        return true;
    }
}
