using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Output;

public static partial class Nmea0183Encoder
{
    private static int Hdg(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        // The field is the compass reading; without one, the magnetic heading and no deviation say the same.
        var compass = m.Degrees(Paths.HeadingCompass);
        var heading = double.IsNaN(compass) ? m.Direction(Paths.HeadingMagnetic) : Units.Direction(compass);
        if (double.IsNaN(heading))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "HDG"u8);
        w.Number(heading, 1);
        w.Sided(double.IsNaN(compass) ? double.NaN : m.Degrees(Paths.Deviation), 1, 'E', 'W');
        w.Sided(m.Variation, 1, 'E', 'W');
        return w.End();
    }

    private static int Hdm(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        Heading(to, talker, "HDM"u8, m.Magnetic(Paths.HeadingMagnetic, Paths.HeadingTrue), 'M');

    private static int Hdt(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        Heading(to, talker, "HDT"u8, m.True(Paths.HeadingTrue, Paths.HeadingMagnetic), 'T');

    private static int Heading(
        Span<byte> to, ReadOnlySpan<byte> talker, ReadOnlySpan<byte> formatter, double degrees, char reference)
    {
        if (double.IsNaN(degrees))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, formatter);
        w.Number(degrees, 1, reference);
        return w.End();
    }

    private static int Rot(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        WithStatus(to, talker, "ROT"u8, m.Degrees(Paths.RateOfTurn) * 60);

    private static int Rsa(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        WithStatus(to, talker, "RSA"u8, m.Degrees(Paths.RudderAngle));

    private static int WithStatus(Span<byte> to, ReadOnlySpan<byte> talker, ReadOnlySpan<byte> formatter, double degrees)
    {
        if (double.IsNaN(degrees))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, formatter);
        w.Number(degrees, 1, 'A');
        if (formatter[1] == 'S')
        {
            w.Empty(); // the port rudder
            w.Letter('V');
        }

        return w.End();
    }

    private static int Vhw(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var speed = m.Number(Paths.SpeedThroughWater);
        if (double.IsNaN(speed))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "VHW"u8);
        w.Number(m.True(Paths.HeadingTrue, Paths.HeadingMagnetic), 1, 'T');
        w.Number(m.Magnetic(Paths.HeadingMagnetic, Paths.HeadingTrue), 1, 'M');
        w.Number(speed / Units.Knot, 2, 'N');
        w.Number(speed / Units.KilometreAnHour, 2, 'K');
        return w.End();
    }

    private static int Vlw(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        if (double.IsNaN(m.Number(Paths.Log)))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "VLW"u8);
        w.Number(m.Miles(Paths.Log), 2, 'N');
        w.Number(m.Miles(Sentences.Vlw.Trip), 2, 'N');
        return w.End();
    }

    private static int Dpt(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var depth = m.Number(Paths.BelowTransducer);
        if (double.IsNaN(depth))
        {
            return 0;
        }

        var surface = m.Number(Depth.SurfaceToTransducer);
        var w = new SentenceWriter(to, talker, "DPT"u8);
        w.Number(depth, 2);
        w.Number(double.IsNaN(surface) ? -m.Number(Depth.TransducerToKeel) : surface, 2);
        return w.End();
    }

    private static int Dbt(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var depth = m.Number(Paths.BelowTransducer);
        if (double.IsNaN(depth))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "DBT"u8);
        w.Number(depth / Units.Foot, 1, 'f');
        w.Number(depth, 2, 'M');
        w.Number(depth / Units.Fathom, 2, 'F');
        return w.End();
    }

    private static int Mtw(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var kelvin = m.Number(Paths.WaterTemperature);
        if (double.IsNaN(kelvin))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "MTW"u8);
        w.Number(kelvin - Units.ZeroCelsius, 1, 'C');
        return w.End();
    }

    private static int MwvRelative(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        Mwv(to, talker, m.Direction(Paths.WindAngleApparent), 'R', m.Knots(Paths.WindSpeedApparent));

    private static int MwvTrue(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m) =>
        Mwv(to, talker, m.Direction(Paths.WindAngleTrueWater), 'T', m.Knots(Paths.WindSpeedTrue));

    private static int Mwv(Span<byte> to, ReadOnlySpan<byte> talker, double angle, char reference, double knots)
    {
        if (double.IsNaN(angle) || double.IsNaN(knots))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "MWV"u8);
        w.Number(angle, 1, reference);
        w.Number(knots, 2, 'N');
        w.Letter('A');
        return w.End();
    }

    private static int Mwd(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var speed = m.Number(Paths.WindSpeedTrue);
        var direction = m.True(Paths.WindDirectionTrue, Paths.WindDirectionMagnetic);
        var magnetic = m.Magnetic(Paths.WindDirectionMagnetic, Paths.WindDirectionTrue);
        if (double.IsNaN(speed) || (double.IsNaN(direction) && double.IsNaN(magnetic)))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "MWD"u8);
        w.Number(direction, 1, 'T');
        w.Number(magnetic, 1, 'M');
        w.Number(speed / Units.Knot, 2, 'N');
        w.Number(speed, 2, 'M');
        return w.End();
    }
}
