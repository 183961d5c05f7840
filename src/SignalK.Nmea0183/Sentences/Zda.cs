using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;
using SignalK.Nmea0183.Time;

namespace SignalK.Nmea0183.Sentences;

/// <summary>ZDA: time and date.</summary>
static class Zda
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 time, 1 day, 2 month, 3 year, 4-5 local zone
        if (!s.Has(1) || !s.Has(2))
        {
            return ParseResult.Nothing;
        }

        if (!s.TryTime(0, out var time) || !GnssTime.TryDate(s.Whole(1), s.Whole(2), s.Whole(3), out var date))
        {
            return ParseResult.Empty;
        }

        return s.One(Paths.Datetime, Timestamp.Format(s.Parser.Clock.Dated(date + time)));
    }
}
