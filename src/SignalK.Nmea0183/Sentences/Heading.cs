using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>HDM, HDT and THS: a heading and nothing else.</summary>
static class Heading
{
    public static ParseResult Magnetic(in Sentence s) => Of(s, Paths.HeadingMagnetic);

    public static ParseResult True(in Sentence s) => Of(s, Paths.HeadingTrue);

    /// <summary>Mode: A autonomous, E estimated, M manual, S simulator, V not valid.</summary>
    public static ParseResult TrueWithStatus(in Sentence s) =>
        s.Letter(1) == 'V' ? ParseResult.Nothing : Of(s, Paths.HeadingTrue);

    private static ParseResult Of(in Sentence s, SkPath path) => s.Has(0) ? s.One(path, s.Angle(0)) : ParseResult.Nothing;
}
