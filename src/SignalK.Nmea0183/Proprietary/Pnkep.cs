using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Proprietary;

/// <summary>
/// PNKEP: targets of NKE's performance computer. 01 target speed, 02 course on the other tack, 03 optimal angle.
/// </summary>
static class Pnkep
{
    private static readonly SkPath s_targetSpeed = SkPath.Of("performance.targetSpeed");
    private static readonly SkPath s_tack = SkPath.Of("performance.tackMagnetic");
    private static readonly SkPath s_targetAngle = SkPath.Of("performance.targetAngle");

    public static ParseResult Parse(in Sentence s) => s.Whole(0) switch
    {
        1 when s.Has(1) && s.Letter(2) == 'N' => s.One(s_targetSpeed, s.Speed(1, Units.Knot)),
        1 when s.Has(3) && s.Letter(4) == 'K' => s.One(s_targetSpeed, s.Speed(3, Units.KilometreAnHour)),
        2 when s.Has(1) => s.One(s_tack, s.Angle(1)),
        3 when s.Has(1) => s.One(s_targetAngle, s.Angle(1)),
        _ => ParseResult.Nothing,
    };
}
