using SignalK.Core.Model;

namespace SignalK.Nmea0183.Seatalk;

/// <summary>
/// Positions come as latitude and longitude apart, instants as time and date. Two halves make a whole when the second follows
/// the first within a few seconds; both are then used up, so that a new half never joins an old one.
/// </summary>
sealed class SeatalkState(TimeProvider clock)
{
    // Instruments repeat every datagram about once a second.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private Half<double> _latitude;
    private Half<double> _longitude;
    private Half<TimeSpan> _time;
    private Half<DateTime> _date;

    public SkPosition? Latitude(double degrees)
    {
        _latitude = new(degrees, clock.GetTimestamp());
        return Position();
    }

    public SkPosition? Longitude(double degrees)
    {
        _longitude = new(degrees, clock.GetTimestamp());
        return Position();
    }

    public DateTime? Time(TimeSpan timeOfDay)
    {
        _time = new(timeOfDay, clock.GetTimestamp());
        return Instant();
    }

    public DateTime? Date(DateTime date)
    {
        _date = new(date, clock.GetTimestamp());
        return Instant();
    }

    private SkPosition? Position()
    {
        if (!Fresh(_latitude.At) || !Fresh(_longitude.At))
        {
            return null;
        }

        var position = new SkPosition(_latitude.Value, _longitude.Value);
        (_latitude, _longitude) = (default, default);
        return position;
    }

    private DateTime? Instant()
    {
        if (!Fresh(_time.At) || !Fresh(_date.At))
        {
            return null;
        }

        var instant = _date.Value + _time.Value;
        (_time, _date) = (default, default);
        return instant;
    }

    private bool Fresh(long? since) => since is { } at && clock.GetElapsedTime(at) <= s_patience;

    private readonly record struct Half<T>(T Value, long? At);
}
