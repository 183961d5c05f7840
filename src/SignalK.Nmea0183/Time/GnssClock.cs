namespace SignalK.Nmea0183.Time;

/// <summary>
/// Gives times of day their date, and dates their era. Sentences with a time of day alone (GGA, GLL, GNS) belong to the day
/// that puts them nearest to a reference: on a live connection the trusted clock; else the last date on the same connection;
/// else the clock such as it is.
/// </summary>
sealed class GnssClock(TimeProvider clock, bool live, Nmea0183Counters counters)
{
    private static readonly TimeSpan s_halfEra = TimeSpan.FromDays(512 * 7);
    private static readonly TimeSpan s_era = TimeSpan.FromDays(1024 * 7);
    private static readonly TimeSpan s_halfDay = TimeSpan.FromHours(12);

    // After its eras are added, a receiver that is only old agrees with the clock; a replayed file or a simulator does not.
    private static readonly TimeSpan s_agreement = TimeSpan.FromDays(1);

    private DateTime _lastDated;
    private long _lastDatedAt;

    /// <summary>The system clock is known to be right (network time, or set from a receiver before).</summary>
    public bool ClockTrusted { get; set; } = true;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The instant of a time of day.</summary>
    public DateTime Join(TimeSpan timeOfDay)
    {
        var reference = Reference();
        var joined = reference.Date + timeOfDay;
        if (joined - reference > s_halfDay)
        {
            joined = joined.AddDays(-1);
        }
        else if (reference - joined > s_halfDay)
        {
            joined = joined.AddDays(1);
        }

        if (_lastDated != default)
        {
            Remember(joined); // a recording with one date at its start keeps counting through midnight
        }

        return joined;
    }

    /// <summary>An instant that a sentence dates itself; corrected for week rollovers where that is allowed.</summary>
    public DateTime Dated(DateTime instant)
    {
        if (live && ClockTrusted)
        {
            instant = Correct(instant);
        }

        Remember(instant);
        return instant;
    }

    private DateTime Correct(DateTime instant)
    {
        var now = Now;
        var off = now - instant;
        if (off.Duration() <= s_halfEra)
        {
            return instant;
        }

        var corrected = instant + (s_era * Math.Round(off / s_era));
        if ((now - corrected).Duration() > s_agreement)
        {
            counters.ImplausibleDates++;
            return instant;
        }

        counters.WeekRollovers++;
        return corrected;
    }

    private DateTime Reference()
    {
        if (_lastDated == default || (live && ClockTrusted))
        {
            return Now;
        }

        return live ? _lastDated + clock.GetElapsedTime(_lastDatedAt) : _lastDated;
    }

    private void Remember(DateTime instant)
    {
        _lastDated = instant;
        _lastDatedAt = live ? clock.GetTimestamp() : 0;
    }
}
