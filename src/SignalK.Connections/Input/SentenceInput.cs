using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Connections.Recording;
using SignalK.Connections.Supervision;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Nmea0183;
using SignalK.Nmea0183.Framing;

namespace SignalK.Connections.Input;

// HOT PATH: budget 0 B/op. Counters, wake-ups, the recorder's clock and the writers of the bus are paid once a block.

/// <summary>
/// One stream of NMEA 0183: its half-received line, its parser, and the way of its sentences to the model, to the other
/// connections and to the recorder. Not thread-safe; every peer has its own.
/// </summary>
internal sealed class SentenceInput : ILineInput
{
    private readonly Connection _connection;
    private readonly ConnectionServices _services;
    private readonly object _origin;
    private readonly LineFramer _framer = new();
    private readonly Nmea0183Parser _parser;
    private readonly Delta _delta = new();
    private readonly Recorder? _recorder;
    private readonly SentenceBus? _bus;
    private readonly IgnoredSentences _ignored;
    private readonly bool _appendChecksum;

    /// <param name="connection">Names the sources and counts.</param>
    /// <param name="services">Where sentences go.</param>
    /// <param name="origin">The other end: what it says is not sent back to it.</param>
    /// <param name="recordedClock">The clock of a recording; null for sentences that are spoken now.</param>
    public SentenceInput(Connection connection, ConnectionServices services, object origin, TimeProvider? recordedClock = null)
    {
        _connection = connection;
        _services = services;
        _origin = origin;
        var options = connection.Options.Input;
        var parserOptions = new Nmea0183Options
        {
            Label = connection.Options.Id,
            ChecksumRequired = options.ValidateChecksum,
            Live = recordedClock is null,
        };
        _parser = new Nmea0183Parser(parserOptions, recordedClock ?? services.Time);
        _recorder = connection.Options.Record ? services.Recorder : null;
        _bus = options.PassThrough ? services.Bus : null;
        _ignored = new IgnoredSentences(options);
        _appendChecksum = options.AppendChecksum;
    }

    public void Feed(ReadOnlySpan<byte> block)
    {
        var tally = new InputTally { Bytes = block.Length };
        var (overLong, torn, garbage) = (_framer.OverLong, _framer.Torn, _framer.GarbageBytes);
        var bus = BusWithReaders();
        _parser.ClockTrusted = _services.ClockTrusted();
        using (_services.Hub.Batch())
        {
            var lines = _framer.Read(block);
            while (lines.TryRead(out var line))
            {
                Take(line, bus, ref tally);
            }
        }

        bus?.Flush();
        tally.OverLong = _framer.OverLong - overLong;
        tally.Malformed += _framer.Torn - torn;
        tally.GarbageBytes = _framer.GarbageBytes - garbage;
        Count(in tally);
    }

    /// <summary>The end of a datagram or of a stream is the end of its last line.</summary>
    public void End() => Feed("\n"u8);

    private SentenceBus? BusWithReaders() => _bus is { } bus && bus.HasReaders(_origin) ? bus : null;

    private void Take(ReadOnlySpan<byte> line, SentenceBus? bus, ref InputTally tally)
    {
        _recorder?.Record(RawLog.Nmea0183, line);
        if (_ignored.Contains(line))
        {
            tally.Ignored++;
            return;
        }

        if (_appendChecksum && line.Length < LineFramer.DefaultMaxLine && !line.Contains((byte)'*'))
        {
            Span<byte> completed = stackalloc byte[LineFramer.DefaultMaxLine + 3];
            TakeChecked(AppendChecksum(line, completed), bus, ref tally);
            return;
        }

        TakeChecked(line, bus, ref tally);
    }

    private void TakeChecked(ReadOnlySpan<byte> line, SentenceBus? bus, ref InputTally tally)
    {
        _delta.Clear();
        switch (_parser.Parse(line, _delta))
        {
            case ParseResult.Delta:
                _services.Hub.Ingest(_connection.Ingress, _delta);
                tally.Deltas++;
                break;
            case ParseResult.NotASentence:
                tally.Malformed++;
                return;
            case ParseResult.BadChecksum:
                // Damage is not handed on: the next in line could not tell it from a sentence without a checksum.
                tally.BadChecksum++;
                return;
            case ParseResult.Malformed:
                tally.Malformed++;
                break;
            case ParseResult.Unknown:
                tally.Unknown++;
                break;
        }

        tally.Sentences++;
        bus?.Publish(_origin, line);
    }

    private void Count(in InputTally tally)
    {
        if (tally.Sentences > 0)
        {
            _connection.Liveness.Touch();
        }

        _connection.Counters.Add(in tally);
    }

    private static ReadOnlySpan<byte> AppendChecksum(ReadOnlySpan<byte> line, Span<byte> completed)
    {
        var sum = Checksum.Of(SentenceFilter.BodyOf(line));
        line.CopyTo(completed);
        completed[line.Length] = (byte)'*';
        _ = sum.TryFormat(completed[(line.Length + 1)..], out _, "X2");
        return completed[..(line.Length + 3)];
    }
}
