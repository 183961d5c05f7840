using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Output;

/// <summary>The model in the units of sentences; NaN for what is unknown.</summary>
readonly ref struct ModelView(IModelReader model, DateTime utc)
{
    public DateTime Utc => utc;

    public double Number(SkPath path) => model.Get(path).Number;

    public string? Text(SkPath path) => model.Get(path).Text;

    public SkObject? Object(SkPath path) => model.Get(path).Object;

    public bool Position(SkPath path, out double latitude, out double longitude)
    {
        (latitude, longitude) = (double.NaN, double.NaN);
        switch (model.Get(path).Object)
        {
            case SkPosition position:
                (latitude, longitude) = (position.Latitude, position.Longitude);
                break;
            case { } other:
                latitude = other.Get("latitude")?.Number ?? double.NaN;
                longitude = other.Get("longitude")?.Number ?? double.NaN;
                break;
        }

        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;
    }

    public double Knots(SkPath path) => Number(path) / Units.Knot;

    public double Miles(SkPath path) => Number(path) / Units.NauticalMile;

    public double Degrees(SkPath path) => Number(path) / Units.Degree;

    /// <summary>0 … 360.</summary>
    public double Direction(SkPath path) => Units.Direction(Degrees(path));

    public double Variation => Degrees(Paths.Variation);

    /// <summary>The true direction, else the magnetic one corrected.</summary>
    public double True(SkPath path, SkPath magnetic) => Either(Degrees(path), Degrees(magnetic) + Variation);

    /// <summary>The magnetic direction, else the true one corrected.</summary>
    public double Magnetic(SkPath path, SkPath directionTrue) => Either(Degrees(path), Degrees(directionTrue) - Variation);

    private static double Either(double first, double second) => Units.Direction(double.IsNaN(first) ? second : first);
}
