using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>DBT, DBS, DBK and DPT: depth.</summary>
static class Depth
{
    public static readonly SkPath SurfaceToTransducer = SkPath.Of("environment.depth.surfaceToTransducer");
    public static readonly SkPath TransducerToKeel = SkPath.Of("environment.depth.transducerToKeel");

    public static ParseResult BelowTransducer(in Sentence s) => s.One(Paths.BelowTransducer, Metres(s));

    public static ParseResult BelowSurface(in Sentence s) => s.One(Paths.BelowSurface, Metres(s));

    public static ParseResult BelowKeel(in Sentence s) => s.One(Paths.BelowKeel, Metres(s));

    /// <summary>DPT: the offset is to the surface when positive, to the keel when negative.</summary>
    public static ParseResult WithOffset(in Sentence s)
    {
        var depth = s.Number(0);
        var offset = s.Number(1);
        var update = s.Update().Add(Paths.BelowTransducer, depth);
        if (offset > 0)
        {
            update.Add(SurfaceToTransducer, offset);
            if (!double.IsNaN(depth))
            {
                update.Add(Paths.BelowSurface, depth + offset);
            }
        }
        else if (offset < 0)
        {
            update.Add(TransducerToKeel, -offset);
            if (!double.IsNaN(depth))
            {
                update.Add(Paths.BelowKeel, depth + offset);
            }
        }

        return ParseResult.Delta;
    }

    // The same depth thrice: feet, metres, fathoms.
    private static double Metres(in Sentence s) =>
        s.Has(2) ? s.Number(2) : s.Has(0) ? s.Number(0) * Units.Foot : s.Number(4) * Units.Fathom;
}
