using System.Text;
using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Fuzz.Targets;

/// <summary>The input as the bits of an AIS message, whole and in parts.</summary>
sealed class AisTarget : IFuzzTarget
{
    private readonly Nmea0183Parser _parser = new(Nmea0183Options.Default, TimeProvider.System);
    private readonly Delta _delta = new();

    public string Name => "ais";

    // Type in the first six bits, a length that suits it, and a good deal of noise from the mutator.
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new (int Type, int Bytes)[] { (1, 21), (3, 21), (4, 21), (5, 53), (8, 45), (9, 21), (11, 21), (14, 30), (18, 21), (19, 39), (21, 45), (24, 21), (27, 12), (20, 20) }
            .Select(static m => (byte[])[(byte)(m.Type << 2), .. Enumerable.Range(1, m.Bytes - 1).Select(i => (byte)(i * 37))]),
        // Binary broadcasts that are read: area and function behind the MMSI.
        .. new (int Area, int Function)[] { (1, 31), (1, 11), (200, 10), (367, 33) }
            .Select(static b => (byte[])[8 << 2, 1, 2, 3, 4, (byte)(b.Area >> 2), (byte)((b.Area << 6) | b.Function), .. new byte[40]]),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var payload = Armour(input);
        var fill = input.Length > 0 ? input[^1] % 6 : 0;
        Parse($"AIVDM,1,1,,A,{payload},{fill}");
        var cut = payload.Length / 2;
        var id = input.Length % 10;
        Parse($"AIVDM,2,1,{id},B,{payload[..cut]},0");
        Parse($"AIVDM,2,2,{id},B,{payload[cut..]},{fill}");
    }

    private void Parse(string body) =>
        DeltaCheck.Verify(_parser.Parse(Nmea0183Seeds.Sentence(Encoding.ASCII.GetBytes(body), (byte)'!'), _delta), _delta);

    private static string Armour(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit + 6 <= bytes.Length * 8; bit += 6)
        {
            var pair = (bytes[bit / 8] << 8) | ((bit / 8) + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
            var sextet = (pair >> (10 - (bit % 8))) & 0x3f;
            text.Append((char)(sextet < 40 ? sextet + 48 : sextet + 56));
        }

        return text.ToString();
    }
}
