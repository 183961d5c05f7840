namespace SignalK.Appliance.Demo;

/// <summary>The bits of one AIS message (ITU-R M.1371), most significant first, and their six-bit armour for VDM sentences.</summary>
sealed class AisBits
{
    readonly List<bool> _bits = [];

    public int Count => _bits.Count;

    public AisBits Add(long value, int width)
    {
        for (var i = width - 1; i >= 0; i--)
            _bits.Add(((value >> i) & 1) != 0);
        return this;
    }

    /// <summary>Six-bit text, filled up with <c>@</c>.</summary>
    public AisBits Add(string text, int characters)
    {
        for (var i = 0; i < characters; i++)
        {
            var c = i < text.Length ? char.ToUpperInvariant(text[i]) : '@';
            Add(c is >= ' ' and <= '_' ? c & 0x3F : '?' & 0x3F, 6);
        }
        return this;
    }

    /// <summary>Longitude and latitude in ten-thousandths of a minute.</summary>
    public AisBits Add(GeoPoint position) =>
        Add((long)Math.Round(position.Longitude * 600_000), 28).Add((long)Math.Round(position.Latitude * 600_000), 27);

    /// <summary>The characters, and how many bits of the last one are filling.</summary>
    public (string Payload, int Fill) Armour()
    {
        var fill = (6 - (Count % 6)) % 6;
        var payload = new char[(Count + fill) / 6];
        for (var i = 0; i < payload.Length; i++)
        {
            var value = 0;
            for (var k = i * 6; k < (i + 1) * 6; k++)
                value = (value << 1) | (k < Count && _bits[k] ? 1 : 0);
            payload[i] = (char)(value < 40 ? value + 48 : value + 56);
        }
        return (new string(payload), fill);
    }
}
