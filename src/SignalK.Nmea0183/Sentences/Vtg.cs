using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>VTG: course and speed over ground.</summary>
static class Vtg
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 degrees true, 2 magnetic, 4 knots, 6 km/h, 8 mode (version 2.3)
        if (!s.Has(0) && !s.Has(2) && !s.Has(4) && !s.Has(6))
        {
            return ParseResult.Nothing;
        }

        var fix = s.Letter(8) != 'N';
        s.Update()
            .Add(Paths.CourseMagnetic, fix ? s.Angle(2) : double.NaN)
            .Add(Paths.CourseTrue, fix ? s.Angle(0) : double.NaN)
            .Add(Paths.SpeedOverGround, fix ? Speed(s) : double.NaN);
        return ParseResult.Delta;
    }

    // Kilometres an hour first, as other servers do: they differ in the last digit.
    private static double Speed(in Sentence s) => s.Has(6) && s.Letter(7) == 'K' && s.Number(6) is not 0
        ? s.Speed(6, Units.KilometreAnHour)
        : s.Speed(4, Units.Knot);
}
