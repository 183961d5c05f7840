using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;

namespace SignalK.Nmea0183.Output;

public static partial class Nmea0183Encoder
{
    // The standard gives waypoint names no length; the sentence must stay within its 82 bytes.
    private const int MaxName = 8;

    private static int Xte(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var error = m.Miles(Paths.CrossTrackError);
        if (double.IsNaN(error))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "XTE"u8);
        w.Letter('A');
        w.Letter('A');
        w.Sided(error, 3, 'L', 'R');
        w.Letter('N');
        w.Letter(Autonomous);
        return w.End();
    }

    private static int Apb(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        var error = m.Miles(Paths.CrossTrackError);
        var toWaypoint = m.True(Paths.NextPointBearingTrue, Paths.NextPointBearingMagnetic);
        if (double.IsNaN(toWaypoint))
        {
            toWaypoint = m.True(Paths.ToDestinationTrue, Paths.ToDestinationMagnetic);
        }

        if (double.IsNaN(error) || double.IsNaN(toWaypoint))
        {
            return 0;
        }

        var toSteer = m.True(Paths.TargetHeadingTrue, Paths.TargetHeadingMagnetic);
        var w = new SentenceWriter(to, talker, "APB"u8);
        w.Letter('A');
        w.Letter('A');
        w.Sided(error, 3, 'L', 'R');
        w.Letter('N');
        w.Letter(Raised(m, Sentences.Apb.Arrival));
        w.Letter(Raised(m, Sentences.Apb.Passed));
        w.Number(m.True(Paths.TrackTrue, Paths.TrackMagnetic), 1, 'T');
        w.Name(m.Text(Paths.NextPointId), MaxName);
        w.Number(toWaypoint, 1, 'T');
        w.Number(double.IsNaN(toSteer) ? toWaypoint : toSteer, 1, 'T');
        w.Letter(Autonomous);
        return w.End();
    }

    private static int Rmb(Span<byte> to, ReadOnlySpan<byte> talker, in ModelView m)
    {
        if (!m.Position(Paths.NextPointPosition, out var latitude, out var longitude))
        {
            return 0;
        }

        var w = new SentenceWriter(to, talker, "RMB"u8);
        w.Letter('A');
        w.Sided(m.Miles(Paths.CrossTrackError), 2, 'L', 'R');
        w.Name(m.Text(Paths.PreviousPointId), MaxName);
        w.Name(m.Text(Paths.NextPointId), MaxName);
        w.Position(latitude, longitude);
        w.Number(m.Miles(Paths.NextPointDistance), 2);
        w.Number(m.True(Paths.NextPointBearingTrue, Paths.NextPointBearingMagnetic), 1);
        w.Number(m.Knots(Paths.NextPointVmg), 1);
        w.Letter(Raised(m, Sentences.Apb.Arrival));
        w.Letter(Autonomous);
        return w.End();
    }

    private static char Raised(in ModelView m, SkPath notification) =>
        m.Object(notification) is { } alarm && alarm.Get("state")?.Text != "normal" ? 'A' : 'V';
}
