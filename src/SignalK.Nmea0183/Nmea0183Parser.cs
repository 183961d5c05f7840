using SignalK.Core.Model;
using SignalK.Nmea0183.Ais;
using SignalK.Nmea0183.Seatalk;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;
using SignalK.Nmea0183.Time;

namespace SignalK.Nmea0183;

/// <summary>
/// Sentences to deltas, for one connection: it keeps what joins sentences (parts of AIS messages, groups of satellites, halves
/// of Seatalk positions, the date), all of it bounded. Does no I/O and throws nothing for anything it reads. Not thread-safe.
/// </summary>
public sealed partial class Nmea0183Parser
{
    private const int MaxHeader = 8;

    private readonly bool _checksumRequired;
    private readonly bool _live;

    public Nmea0183Parser(Nmea0183Options options, TimeProvider clock)
    {
        _checksumRequired = options.ChecksumRequired;
        _live = options.Live;
        Sources = new SourceCache(options.Label);
        Clock = new GnssClock(clock, options.Live, Counters);
        AisParts = new AisAssembler(clock, Counters);
        Seatalk = new SeatalkState(clock);
        Distress = new DscState(clock);
    }

    public Nmea0183Counters Counters { get; } = new();

    /// <summary>
    /// The system clock is right (network time, or set from a receiver): only then does it date and correct what a live
    /// receiver says. True unless told otherwise.
    /// </summary>
    public bool ClockTrusted
    {
        get => Clock.ClockTrusted;
        set => Clock.ClockTrusted = value;
    }

    internal GnssClock Clock { get; }

    internal TextCache Texts { get; } = new();

    internal SourceCache Sources { get; }

    internal AisAssembler AisParts { get; }

    internal AisTargets AisTargets { get; } = new();

    internal SatelliteGroup Satellites { get; } = new();

    internal FixModes Modes { get; } = new();

    internal FixStatus Fixes { get; } = new();

    internal SeatalkState Seatalk { get; }

    internal DscState Distress { get; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">With or without its line end; may start with a TAG block.</param>
    /// <param name="delta">Cleared, then filled if the result is <see cref="ParseResult.Delta"/>.</param>
    public ParseResult Parse(ReadOnlySpan<byte> line, Delta delta)
    {
        delta.Clear();
        var result = ParseLine(line.Trim(" \t\r\n"u8), delta);
        Counters.Count(result);
        return result;
    }

    private ParseResult ParseLine(ReadOnlySpan<byte> line, Delta delta)
    {
        TagBlock tag = default;
        if (line is [(byte)'\\', ..])
        {
            if (!TagBlock.TryCut(ref line, out tag, out var verified))
            {
                return ParseResult.NotASentence;
            }

            if (!verified)
            {
                // A recording's own mark is better than none; what a live link garbled is not believed.
                Counters.TagFaults++;
                tag = _live ? default : tag;
            }
        }

        if (line is not [(byte)'$' or (byte)'!', ..])
        {
            return ParseResult.NotASentence;
        }

        // One pass finds the commas and sums the bytes up to the checksum.
        Span<ushort> commas = stackalloc ushort[Sentence.MaxFields];
        var count = 0;
        byte sum = 0;
        var end = 1;
        for (; end < line.Length && line[end] != '*'; end++)
        {
            sum ^= line[end];
            if (line[end] == ',')
            {
                if (count == commas.Length || end > ushort.MaxValue)
                {
                    return ParseResult.NotASentence;
                }

                commas[count++] = (ushort)(end - 1);
            }
        }

        if (_checksumRequired && !(end < line.Length && Checksum.TryHex(line[(end + 1)..], out var declared) && declared == sum))
        {
            return ParseResult.BadChecksum;
        }

        var body = line[1..end];
        var header = count == 0 ? body : body[..commas[0]];
        if (!IsName(header))
        {
            return ParseResult.NotASentence;
        }

        var proprietary = header[0] is (byte)'P' or (byte)'p';
        if (header.Length > MaxHeader || header.Length < (proprietary ? 4 : 5))
        {
            return ParseResult.Unknown;
        }

        // A maker's sentence is named after its P; as every Signal K server does, its source shows the last three letters.
        var type = proprietary ? header.Length - 3 : 2;
        var source = tag.Source.IsEmpty ? Sources.Get(header, 2, type) : Sources.Named(Texts.Get(tag.Source), header, type);
        var sentence = new Sentence(this, delta, source, tag.Time, line, body.Length, commas[..count]);
        return proprietary ? DispatchProprietary(header, sentence) : Dispatch(Formatter.Of(header[2..]), sentence);
    }

    private static bool IsName(ReadOnlySpan<byte> header)
    {
        foreach (var c in header)
        {
            if (!char.IsAsciiLetterOrDigit((char)c))
            {
                return false;
            }
        }

        return header.Length > 0;
    }
}
