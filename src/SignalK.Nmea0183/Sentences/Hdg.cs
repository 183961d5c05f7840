using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>HDG: compass heading with deviation and variation, each with its side.</summary>
static class Hdg
{
    public static ParseResult Parse(in Sentence s)
    {
        // 0 compass heading, 1-2 deviation, 3-4 variation
        var compass = s.Angle(0);
        var deviation = Sided(s, 1);
        var variation = Sided(s, 3);
        if (double.IsNaN(compass) && double.IsNaN(deviation) && double.IsNaN(variation))
        {
            return ParseResult.Nothing;
        }

        var update = s.Update();
        if (!double.IsNaN(compass))
        {
            var magnetic = compass + (double.IsNaN(deviation) ? 0 : deviation);
            update.Add(Paths.HeadingMagnetic, Turn(magnetic));
            if (!double.IsNaN(deviation))
            {
                update.Add(Paths.HeadingCompass, compass);
            }

            if (!double.IsNaN(variation))
            {
                update.Add(Paths.HeadingTrue, Turn(magnetic + variation));
            }
        }

        if (!double.IsNaN(variation))
        {
            update.Add(Paths.Variation, variation);
        }

        if (!double.IsNaN(deviation))
        {
            update.Add(Paths.Deviation, deviation);
        }

        return ParseResult.Delta;
    }

    // East is positive: it is added to the compass to come nearer to the truth.
    private static double Sided(in Sentence s, int index) => s.Letter(index + 1) switch
    {
        'E' => s.Angle(index),
        'W' => -s.Angle(index),
        _ => double.NaN,
    };

    private static double Turn(double radians) => radians switch
    {
        < 0 => radians + Math.Tau,
        >= Math.Tau => radians - Math.Tau,
        _ => radians,
    };
}
