using SignalK.Core.Model;
using SignalK.Nmea0183;
using SignalK.Nmea0183.Framing;

namespace SignalK.Fuzz.Targets;

/// <summary>Any bytes in any pieces: every line is bounded, every byte counted, the parser takes whatever comes out.</summary>
sealed class FramingTarget : IFuzzTarget
{
    private readonly Nmea0183Parser _parser = new(new Nmea0183Options { Live = true, Label = "fuzz" }, TimeProvider.System);
    private readonly Delta _delta = new();

    public string Name => "framing";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Nmea0183Seeds.Bodies.Select(static b => Nmea0183Seeds.Sentence(b))];

    public void Run(ReadOnlySpan<byte> input)
    {
        var framer = new LineFramer(256);
        var piece = 1 + (input.Length > 0 ? input[0] % 64 : 0);
        for (var at = 0; at < input.Length; at += piece)
        {
            var reader = framer.Read(input[at..Math.Min(input.Length, at + piece)]);
            while (reader.TryRead(out var line))
            {
                if (line.IsEmpty || line.Length > framer.MaxLine || line[0] is not ((byte)'$' or (byte)'!' or (byte)'\\'))
                {
                    throw new InvalidOperationException($"a line of {line.Length} bytes");
                }

                DeltaCheck.Verify(_parser.Parse(line, _delta), _delta);
            }
        }

        if (framer.Bytes != input.Length || framer.GarbageBytes > framer.Bytes)
        {
            throw new InvalidOperationException("bytes are not counted");
        }
    }
}
