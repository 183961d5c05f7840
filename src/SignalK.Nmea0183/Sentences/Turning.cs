using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>ROT: rate of turn, degrees a minute, negative to port.</summary>
static class Rot
{
    public static ParseResult Parse(in Sentence s) => s.Letter(1) == 'A' && s.Has(0)
        ? s.One(Paths.RateOfTurn, s.Number(0) * Units.Degree / 60)
        : ParseResult.Nothing;
}

/// <summary>RSA: rudder angle, negative to port; the starboard rudder of two.</summary>
static class Rsa
{
    public static ParseResult Parse(in Sentence s) => s.Letter(1) == 'A' && s.Has(0)
        ? s.One(Paths.RudderAngle, s.Angle(0))
        : ParseResult.Nothing;
}

/// <summary>RPM: revolutions of a shaft or an engine.</summary>
static class Rpm
{
    private const int MaxNumber = 15;

    private static readonly SkPath[] s_shafts = Paths("shaft");
    private static readonly SkPath[] s_engines = Paths("engine");

    public static ParseResult Parse(in Sentence s)
    {
        // 0 S or E, 1 number, 2 revolutions a minute, 3 pitch, 4 status
        var number = s.Whole(1);
        if (number is < 0 or > MaxNumber)
        {
            return ParseResult.Malformed;
        }

        return s.Letter(4) == 'V' || !s.Has(2)
            ? ParseResult.Nothing
            : s.One((s.Letter(0) == 'S' ? s_shafts : s_engines)[number], s.Number(2) / 60);
    }

    private static SkPath[] Paths(string kind) =>
        [.. Enumerable.Range(0, MaxNumber + 1).Select(n => SkPath.Of($"propulsion.{kind}_{n}.revolutions"))];
}
