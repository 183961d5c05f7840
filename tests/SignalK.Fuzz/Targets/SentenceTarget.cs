using SignalK.Core.Model;
using SignalK.Nmea0183;

namespace SignalK.Fuzz.Targets;

/// <summary>Wrong fields under a right checksum, so that they reach the handlers; with and without a TAG block.</summary>
sealed class SentenceTarget : IFuzzTarget
{
    private readonly Nmea0183Parser _live = new(new Nmea0183Options { Live = true }, TimeProvider.System);
    private readonly Nmea0183Parser _recorded = new(Nmea0183Options.Default, TimeProvider.System);
    private readonly Delta _delta = new();

    public string Name => "sentence";

    public IReadOnlyList<byte[]> Seeds => Nmea0183Seeds.Bodies;

    public void Run(ReadOnlySpan<byte> input)
    {
        var body = new byte[input.Length];
        var length = 0;
        foreach (var b in input)
        {
            if (b is not ((byte)'*' or (byte)'\r' or (byte)'\n'))
            {
                body[length++] = b;
            }
        }

        var sentence = Nmea0183Seeds.Sentence(body.AsSpan(0, length));
        DeltaCheck.Verify(_live.Parse(sentence, _delta), _delta);
        DeltaCheck.Verify(_recorded.Parse([.. @"\s:x,c:"u8, .. body.AsSpan(0, Math.Min(length, 12)), .. @"\"u8, .. sentence], _delta), _delta);
    }
}
