using System.Buffers;
using System.Text;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Appliance.Decode;

/// <summary>
/// Lines of NMEA 0183 to lines of JSON: the bare delta, <c>null</c> where a line completes nothing, <c>{"error":…}</c> where it
/// is no sentence. Recordings keep their own dates; a time of day without one belongs to the clock's day.
/// </summary>
sealed class Nmea0183Decoder : IDisposable
{
    /// <summary>A line longer than this is no sentence, and not kept in memory.</summary>
    private const int MaxLine = 64 * 1024;

    private readonly TimeProvider _clock;
    private readonly Nmea0183Options _options;
    private readonly bool _stateless;
    private readonly Delta _delta = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Utf8JsonWriter _json;
    private Nmea0183Parser _parser;

    /// <param name="clock">What the time is.</param>
    /// <param name="stateless">Every line starts with a fresh parser.</param>
    /// <param name="checksumRequired">False: a missing or wrong checksum does not matter.</param>
    public Nmea0183Decoder(TimeProvider clock, bool stateless, bool checksumRequired)
    {
        _clock = clock;
        _stateless = stateless;
        _options = new Nmea0183Options { ChecksumRequired = checksumRequired };
        _parser = new Nmea0183Parser(_options, clock);
        _json = new Utf8JsonWriter(_output, SkJson.WriterOptions);
    }

    /// <summary>Decodes all lines of the input. Returns at its end.</summary>
    public void Run(Stream input, Stream output)
    {
        var buffer = new byte[MaxLine];
        var (length, skipping) = (0, false);
        for (int read; (read = input.Read(buffer, length, buffer.Length - length)) > 0;)
        {
            length += read;
            var rest = buffer.AsSpan(0, length);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                Line(skipping ? default : rest[..end]);
                skipping = false;
            }

            rest.CopyTo(buffer);
            length = rest.Length;
            if (length == buffer.Length)
            {
                if (!skipping)
                {
                    Error("line too long");
                }

                (length, skipping) = (0, true);
            }

            Flush(output);
        }

        Line(skipping ? default : buffer.AsSpan(0, length));
        Flush(output);
    }

    public void Dispose() => _json.Dispose();

    private void Line(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty)
        {
            return;
        }

        if (_stateless)
        {
            _parser = new Nmea0183Parser(_options, _clock);
        }

        switch (_parser.Parse(line, _delta))
        {
            case ParseResult.Delta:
                DeltaWriter.WriteBare(_json, _delta);
                break;
            case ParseResult.Empty:
                _json.WriteStartObject();
                _json.WriteEndObject();
                break;
            case ParseResult.NotASentence:
                Error($"not a sentence: {Quote(line)}");
                return;
            case ParseResult.BadChecksum:
                Error($"checksum missing or wrong: {Quote(line)}");
                return;
            case ParseResult.Void:
                Error($"marked as not valid by its sender: {Quote(line)}");
                return;
            default:
                _json.WriteNullValue();
                break;
        }

        EndLine();
    }

    private void Error(string message)
    {
        _json.WriteStartObject();
        _json.WriteString("error", message);
        _json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
    }

    private void Flush(Stream output)
    {
        output.Write(_output.WrittenSpan);
        output.Flush();
        _output.ResetWrittenCount();
    }

    private static string Quote(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line[..Math.Min(line.Length, 200)]);
}
