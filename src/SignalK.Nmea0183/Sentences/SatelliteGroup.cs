using SignalK.Core.Model;

namespace SignalK.Nmea0183.Sentences;

/// <summary>The satellites of the GSV group that is being received: one group at a time, as a receiver sends them.</summary>
sealed class SatelliteGroup
{
    public const int MaxSentences = 9;

    private const int MaxSatellites = MaxSentences * 4;

    // NMEA 0183 numbers GLONASS satellites 64 above their slots, so that they differ from the GPS ones.
    private const int GlonassOffset = 64;
    private const int LastGlonass = 96;

    private readonly List<SkValue> _satellites = new(MaxSatellites);
    private Source? _source;
    private int _total;
    private int _next;

    /// <summary>Begins a group with its first sentence, continues it with the one that is due, drops it at any other.</summary>
    public bool Accept(Source source, int total, int number, Nmea0183Counters counters)
    {
        if (number == 1)
        {
            counters.OrphanedParts += _next > 1 ? 1 : 0;
            (_source, _total, _next) = (source, total, 2);
            _satellites.Clear();
            return true;
        }

        if (ReferenceEquals(source, _source) && total == _total && number == _next)
        {
            _next++;
            return true;
        }

        counters.OrphanedParts++;
        _next = 0;
        return false;
    }

    public void Add(int satellite, double elevation, double azimuth, double snr)
    {
        if (_satellites.Count == MaxSatellites)
        {
            return;
        }

        var id = satellite is > GlonassOffset and <= LastGlonass ? satellite - GlonassOffset : satellite;
        _satellites.Add(new SkRecord(("id", id), ("elevation", elevation), ("azimuth", azimuth), ("SNR", snr)));
    }

    /// <summary>The complete group, which is then over.</summary>
    public SkRecord Take(int count, string? system, bool slave)
    {
        _next = 0;
        var satellites = new SkArray([.. _satellites.Take(count)]);
        _satellites.Clear();
        return (system, slave) switch
        {
            (null, _) => new(("count", count), ("satellites", satellites)),
            (_, false) => new(("count", count), ("satellites", satellites), ("gnss", system)),
            _ => new(("count", count), ("satellites", satellites), ("gnss", system), ("antennaType", "SLAVE")),
        };
    }
}
