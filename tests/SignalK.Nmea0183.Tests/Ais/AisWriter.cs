using System.Text;
using SignalK.Core.Model;

namespace SignalK.Nmea0183.Tests.Ais;

/// <summary>Builds AIS messages bit by bit.</summary>
sealed class AisWriter
{
    private readonly List<bool> _bits = [];

    public AisWriter(int type, int mmsi) => Number(type, 6).Number(0, 2).Number(mmsi, 30);

    public AisWriter Number(long value, int length)
    {
        for (var i = length - 1; i >= 0; i--)
        {
            _bits.Add(((value >> i) & 1) == 1);
        }

        return this;
    }

    public AisWriter Text(string text, int characters)
    {
        foreach (var c in text.PadRight(characters, '@'))
        {
            Number(c >= 64 ? c - 64 : c, 6);
        }

        return this;
    }

    /// <summary>Zeros up to a bit.</summary>
    public AisWriter To(int bit) => Number(0, bit - _bits.Count);

    public (string Payload, int Fill) Armour()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _bits.Count; i += 6)
        {
            var sextet = 0;
            for (var j = i; j < i + 6; j++)
            {
                sextet = (sextet << 1) | (j < _bits.Count && _bits[j] ? 1 : 0);
            }

            text.Append((char)(sextet < 40 ? sextet + 48 : sextet + 56));
        }

        return (text.ToString(), ((_bits.Count + 5) / 6 * 6) - _bits.Count);
    }

    public ParseResult Parse(Delta delta)
    {
        var (payload, fill) = Armour();
        return Sentence.Parser().Parse(Sentence.Of($"AIVDM,1,1,,A,{payload},{fill}", '!'), delta);
    }

    public Delta Delta()
    {
        var delta = new Delta();
        Assert.Equal(ParseResult.Delta, Parse(delta));
        return delta;
    }
}
