using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;
using SignalK.Nmea0183.Time;

namespace SignalK.Nmea0183.Seatalk;

/// <summary>Position, time and the way to the waypoint.</summary>
static class Navigation
{
    // With one satellite the dilution is a fixed figure.
    private const int DilutionOfOne = 0x94;

    // 50 Z2 XX YY YY: degrees, hundredths of minutes; south when the highest bit is set
    public static ParseResult Latitude(in Sentence s, in Datagram d)
    {
        if (!TryAngle(d, 90, out var degrees))
        {
            return ParseResult.Malformed;
        }

        var south = (Minutes(d) & 0x8000) != 0;
        return Position(s, s.Parser.Seatalk.Latitude(south ? -degrees : degrees));
    }

    // 51 Z2 XX YY YY: as 50; east when the highest bit is set
    public static ParseResult Longitude(in Sentence s, in Datagram d)
    {
        if (!TryAngle(d, 180, out var degrees))
        {
            return ParseResult.Malformed;
        }

        var east = (Minutes(d) & 0x8000) != 0;
        return Position(s, s.Parser.Seatalk.Longitude(east ? degrees : -degrees));
    }

    // 52 01 XX XX: tenths of knots
    public static ParseResult SpeedOverGround(in Sentence s, in Datagram d) =>
        d.Has(3) ? s.One(Paths.SpeedOverGround, d.Word(2) / 10.0 * Units.Knot) : ParseResult.Nothing;

    // 53 U0 VW: quarter turns in U&3, two degrees in VW&3F, half degrees in U&C
    public static ParseResult Course(in Sentence s, in Datagram d) => d.Has(2)
        ? s.One(Paths.CourseMagnetic, (((d.High(1) & 3) * 90) + ((d[2] & 0x3f) * 2) + ((d.High(1) & 0xc) / 8.0)) * Units.Degree)
        : ParseResult.Nothing;

    // 54 T1 RS HH: hours HH, minutes the six high bits of RST, seconds the six low ones
    public static ParseResult Time(in Sentence s, in Datagram d)
    {
        var (hour, minute, second) = (d[3], d[2] >> 2, ((d[2] << 4) | d.High(1)) & 0x3f);
        return d.Has(3) && hour < 24 && minute < 60 && second <= 60
            ? Datetime(s, s.Parser.Seatalk.Time(new TimeSpan(hour, minute, second)))
            : ParseResult.Malformed;
    }

    // 56 M1 DD YY: month, day, year of this century. A day too many counts into the next month, as other servers do.
    public static ParseResult Date(in Sentence s, in Datagram d) =>
        d.Has(3) && d[2] is >= 1 and <= 62 && GnssTime.TryDate(1, d.High(1), 2000 + d[3], out var month)
            ? Datetime(s, s.Parser.Seatalk.Date(month.AddDays(d[2] - 1)))
            : ParseResult.Malformed;

    // 57 S0 DD: satellites, dilution
    public static ParseResult Satellites(in Sentence s, in Datagram d)
    {
        if (!d.Has(2))
        {
            return ParseResult.Nothing;
        }

        s.Update()
            .Add(Paths.Satellites, d.High(1))
            .Add(Paths.HorizontalDilution, d.High(1) == 1 ? DilutionOfOne : d[2]);
        return ParseResult.Delta;
    }

    // 82 05 XX xx YY yy ZZ zz: the last four characters of the name, six bits each from '0' on, every byte with its complement
    public static ParseResult WaypointName(in Sentence s, in Datagram d)
    {
        if (!d.Has(6) || d.Count < 8)
        {
            return ParseResult.Nothing;
        }

        var bits = d[2] | (d[4] << 8) | (d[6] << 16);
        Span<byte> name = stackalloc byte[4];
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = (byte)('0' + ((bits >> (6 * i)) & 0x3f));
        }

        // Empty places are '0'.
        var text = name.Trim((byte)'0');
        return text.IsEmpty ? ParseResult.Nothing : s.One(Paths.NextPointId, s.Parser.Texts.Get(text));
    }

    // 85 X6 XX VU ZW ZZ YF 00 yf: cross-track error XXX, bearing U and WV, distance ZZZ; F tells which are there
    public static ParseResult Waypoint(in Sentence s, in Datagram d)
    {
        if (d.Count != 9 || !d.Has(6) || (d.Low(6) & 7) == 0)
        {
            return ParseResult.Nothing;
        }

        var (flags, y) = (d.Low(6), d.High(6));
        var update = s.Update();
        if ((flags & 1) != 0)
        {
            var miles = ((d.High(1) << 8) | d[2]) / 100.0;
            update.Add(Paths.CrossTrackError, ((y & 4) != 0 ? -miles : miles) * Units.NauticalMile);
        }

        if ((flags & 2) != 0)
        {
            var degrees = ((d.Low(3) & 3) * 90) + (((d.Low(4) << 4) | d.High(3)) / 2.0);
            update.Add((d.Low(3) & 8) != 0 ? Paths.ToDestinationTrue : Paths.ToDestinationMagnetic, degrees * Units.Degree);
        }

        if ((flags & 4) != 0)
        {
            var distance = (d[5] << 4) | d.High(4);
            update.Add(Paths.NextPointDistance, distance / ((y & 1) != 0 ? 100.0 : 10.0) * Units.NauticalMile);
        }

        return ParseResult.Delta;
    }

    private static bool TryAngle(in Datagram d, int most, out double degrees)
    {
        var minutes = (Minutes(d) & 0x7fff) / 100.0;
        degrees = d[2] + (minutes / 60);
        return d.Has(3) && minutes < 60 && degrees <= most;
    }

    // Some gateways cut the last byte off; other servers then take the degrees alone.
    private static int Minutes(in Datagram d) => d.Has(4) ? d.Word(3) : 0;

    private static ParseResult Position(in Sentence s, SkPosition? position)
    {
        var update = s.Update();
        if (position is not null)
        {
            update.Add(Paths.Position, position);
        }

        return ParseResult.Delta;
    }

    private static ParseResult Datetime(in Sentence s, DateTime? instant)
    {
        var update = s.Update();
        if (instant is { } at)
        {
            update.Add(Paths.Datetime, Timestamp.Format(s.Parser.Clock.Dated(at)));
        }

        return ParseResult.Delta;
    }
}
