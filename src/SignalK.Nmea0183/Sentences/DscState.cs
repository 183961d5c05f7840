using SignalK.Core.Model;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Sentences;

/// <summary>The call that an expansion may follow: one, for a short while.</summary>
sealed class DscState(TimeProvider clock)
{
    // The expansion is transmitted right behind its call.
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    private int _mmsi = -1;
    private int _quadrant;
    private double _latitude;
    private double _longitude;
    private long _since;

    /// <summary>
    /// Ten digits: quadrant, degrees and minutes of latitude, degrees and minutes of longitude. All 9: unknown.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> text, out int quadrant, out double latitude, out double longitude)
    {
        quadrant = -1;
        (latitude, longitude) = (0, 0);
        if (text.Length != 10)
        {
            return false;
        }

        quadrant = FieldNumber.Whole(text[..1]);
        var (south, southMinutes) = (FieldNumber.Whole(text[1..3]), FieldNumber.Whole(text[3..5]));
        var (east, eastMinutes) = (FieldNumber.Whole(text[5..8]), FieldNumber.Whole(text[8..10]));
        latitude = south + (southMinutes / 60.0);
        longitude = east + (eastMinutes / 60.0);
        return quadrant is >= 0 and <= 3 && south >= 0 && east >= 0
            && southMinutes is >= 0 and < 60 && eastMinutes is >= 0 and < 60
            && latitude <= 90 && longitude <= 180;
    }

    public void Expect(int mmsi, int quadrant, double latitude, double longitude) =>
        (_mmsi, _quadrant, _latitude, _longitude, _since) = (mmsi, quadrant, latitude, longitude, clock.GetTimestamp());

    /// <param name="mmsi">Must be that of the call.</param>
    /// <param name="latitude">Ten-thousandths of a minute.</param>
    /// <param name="longitude">Ten-thousandths of a minute.</param>
    public SkPosition? Refine(int mmsi, int latitude, int longitude)
    {
        if (mmsi != _mmsi || clock.GetElapsedTime(_since) > s_wait)
        {
            return null;
        }

        _mmsi = -1;
        return Place(_quadrant, _latitude + (latitude / 600_000.0), _longitude + (longitude / 600_000.0));
    }

    /// <summary>Quadrants: 0 north-east, 1 north-west, 2 south-east, 3 south-west.</summary>
    public static SkPosition Place(int quadrant, double latitude, double longitude) =>
        new(quadrant is 2 or 3 ? -latitude : latitude, quadrant is 1 or 3 ? -longitude : longitude);
}
