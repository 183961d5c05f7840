using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>GLL: position and its time. Receivers before version 2 send neither time nor status.</summary>
static class Gll
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0-3 position, 4 time, 5 status, 6 mode (version 2.3)
        var fix = s.Letter(5) is 'A' or '\0' && s.Letter(6) != 'N';
        s.Parser.Fixes.Set(s.Header, fix);
        if (!fix || !(s.Has(0) && s.Has(2)))
        {
            return ParseResult.Nothing;
        }

        s.Update(s.TryTime(4, out var time) ? s.Parser.Clock.Join(time) : default).Add(Paths.Position, s.Position(0));
        return ParseResult.Delta;
    }
}
