namespace SignalK.Nmea0183.Sentences;

/// <summary>
/// Which receivers have lost their fix, by talker. A GGA of quality 1 and more is a fix by the standard; but receivers that
/// have just reported none then send it with no satellite used, or with the quality of a simulator, and a stale or invented
/// position. So after a loss, those count only when another sentence of the talker confirms a fix.
/// </summary>
sealed class FixStatus
{
    private const int FirstWithoutSatellites = 6; // qualities 6 estimated, 7 manual, 8 simulator
    private const int MaxTalkers = 64;

    // Receivers exist that never count satellites and send nothing but GGA: they are believed in the end.
    private const int Persistence = 100;

    private readonly Dictionary<int, int> _doubted = [];

    public void Confirm(ReadOnlySpan<byte> header) => _doubted.Remove(Talker(header));

    public void Lose(ReadOnlySpan<byte> header)
    {
        if (_doubted.Count < MaxTalkers)
        {
            _doubted[Talker(header)] = 0;
        }
    }

    public void Set(ReadOnlySpan<byte> header, bool fix)
    {
        if (fix)
        {
            Confirm(header);
        }
        else
        {
            Lose(header);
        }
    }

    public bool Believes(ReadOnlySpan<byte> header, int quality, double satellites)
    {
        if (satellites > 0 && quality < FirstWithoutSatellites)
        {
            Confirm(header);
            return true;
        }

        var talker = Talker(header);
        if (!_doubted.TryGetValue(talker, out var claims))
        {
            return true;
        }

        _doubted[talker] = ++claims;
        return claims > Persistence;
    }

    private static int Talker(ReadOnlySpan<byte> header) => (header[0] << 8) | header[1];
}
