using SignalK.Core.Model;
using SignalK.Nmea0183.Sentences;
using SignalK.Nmea0183.Syntax;

namespace SignalK.Nmea0183.Seatalk;

/// <summary>
/// Seatalk datagrams in sentences, <c>$STALK,cc,p1,p2…</c> in hexadecimal; their meanings after the description that Thomas
/// Knauf worked out by listening (Raymarine never published one).
/// </summary>
static class SeatalkSentence
{
    public static ParseResult Parse(in Sentence s)
    {
        // Attributes are one byte each; the longest datagram has 18.
        Span<int> data = stackalloc int[18];
        var count = Math.Min(s.Count, data.Length);
        for (var i = 0; i < count; i++)
        {
            data[i] = Byte(s[i]);
        }

        var datagram = new Datagram(data[..count]);
        return datagram[0] switch
        {
            0x00 => Instruments.Depth(s, datagram),
            0x10 => Instruments.WindAngle(s, datagram),
            0x11 => Instruments.WindSpeed(s, datagram),
            0x20 => Instruments.Speed(s, datagram),
            0x21 => Instruments.Trip(s, datagram),
            0x22 => Instruments.Log(s, datagram),
            0x25 => Instruments.TripAndLog(s, datagram),
            0x26 => Instruments.Speeds(s, datagram),
            0x27 => Instruments.WaterTemperature(s, datagram),
            0x50 => Navigation.Latitude(s, datagram),
            0x51 => Navigation.Longitude(s, datagram),
            0x52 => Navigation.SpeedOverGround(s, datagram),
            0x53 => Navigation.Course(s, datagram),
            0x54 => Navigation.Time(s, datagram),
            0x56 => Navigation.Date(s, datagram),
            0x57 => Navigation.Satellites(s, datagram),
            0x82 => Navigation.WaypointName(s, datagram),
            0x85 => Navigation.Waypoint(s, datagram),
            0x84 => Steering.Autopilot(s, datagram),
            0x99 => Steering.Variation(s, datagram),
            0x9C => Steering.Heading(s, datagram),
            _ => ParseResult.Nothing,
        };
    }

    // Two digits; what a gateway appends to the last one is ignored.
    private static int Byte(ReadOnlySpan<byte> field) =>
        field.Length >= 2 && Checksum.TryHex(field[..2], out var value) ? value
        : field.Length == 1 ? Checksum.Digit(field[0])
        : -1;
}

/// <summary>The bytes of a datagram, command first; -1 for what is missing or unreadable.</summary>
readonly ref struct Datagram(ReadOnlySpan<int> bytes)
{
    private readonly ReadOnlySpan<int> _bytes = bytes;

    public int Count => _bytes.Length;

    public int this[int index] => (uint)index < (uint)_bytes.Length ? _bytes[index] : -1;

    /// <summary>The high half of a byte.</summary>
    public int High(int index) => (this[index] >> 4) & 0xf;

    /// <summary>The low half of a byte.</summary>
    public int Low(int index) => this[index] & 0xf;

    /// <summary>Two bytes, the low one first.</summary>
    public int Word(int index) => this[index] + (this[index + 1] << 8);

    /// <summary>All bytes up to this index are there.</summary>
    public bool Has(int last)
    {
        if (_bytes.Length <= last)
        {
            return false;
        }

        foreach (var b in _bytes[..(last + 1)])
        {
            if (b < 0)
            {
                return false;
            }
        }

        return true;
    }
}
