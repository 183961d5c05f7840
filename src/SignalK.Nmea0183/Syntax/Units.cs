namespace SignalK.Nmea0183.Syntax;

/// <summary>Factors to SI units, by their definitions.</summary>
static class Units
{
    public const double NauticalMile = 1852;
    public const double Knot = NauticalMile / 3600;
    public const double KilometreAnHour = 1 / 3.6;
    public const double StatuteMileAnHour = 0.44704;
    public const double Foot = 0.3048;
    public const double Fathom = 6 * Foot;
    public const double Degree = Math.PI / 180;
    public const double ZeroCelsius = 273.15;
    public const double InchOfMercury = 3386.389;
    public const double Bar = 100_000;
    public const double FullTurn = 360;

    /// <summary>The speed unit that a letter of a sentence names; NaN for any other letter.</summary>
    public static double Speed(char letter) => letter switch
    {
        'N' => Knot,
        'K' => KilometreAnHour,
        'M' => 1,
        'S' => StatuteMileAnHour,
        _ => double.NaN,
    };

    /// <summary>Degrees to -180 … 180: the form of wind angles.</summary>
    public static double Signed(double degrees)
    {
        degrees %= FullTurn;
        return degrees > 180 ? degrees - FullTurn : degrees;
    }

    /// <summary>Degrees to 0 … 360: the form of directions.</summary>
    public static double Direction(double degrees)
    {
        degrees %= FullTurn;
        return degrees < 0 ? degrees + FullTurn : degrees;
    }
}
