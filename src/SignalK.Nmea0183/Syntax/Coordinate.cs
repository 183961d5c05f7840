namespace SignalK.Nmea0183.Syntax;

/// <summary>Latitudes and longitudes: <c>dddmm.mmmm</c> and a letter.</summary>
static class Coordinate
{
    /// <returns>Degrees, south and west negative; false for what lies on no globe.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> text, char hemisphere, char positive, char negative, double most, out double degrees)
    {
        degrees = 0;
        var value = FieldNumber.Parse(text);
        if (!(value >= 0) || text[0] is (byte)'+' or (byte)'-')
        {
            return false;
        }

        var whole = Math.Floor(value / 100);
        var minutes = value - (whole * 100);
        if (minutes >= 60)
        {
            return false;
        }

        degrees = whole + (minutes / 60);
        if (degrees > most)
        {
            return false;
        }

        if (hemisphere == negative)
        {
            degrees = -degrees;
            return true;
        }

        return hemisphere == positive;
    }
}
