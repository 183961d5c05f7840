using SignalK.Nmea0183;
using SignalK.Nmea0183.Framing;

namespace SignalK.Connections.Serial;

internal enum BaudVerdict
{
    /// <summary>More bytes are needed; silence proves nothing and changes nothing.</summary>
    Listening,

    /// <summary>Not this rate: go on at <see cref="BaudDetector.Baud"/>.</summary>
    Switch,

    /// <summary>It is this rate; <see cref="BaudDetector.Protocol"/> says what is spoken.</summary>
    Found,
}

/// <summary>
/// Finds the rate of a serial line by listening alone. At a wrong rate a line is mostly bytes that no text has; at the right one
/// the checksums agree. Does no I/O.
/// </summary>
internal sealed class BaudDetector
{
    // Instruments, AIS, multiplexers and modern receivers; then what is left.
    private static readonly int[] s_rates = [4_800, 38_400, 115_200, 9_600, 19_200, 57_600, 230_400, 460_800];

    // A sentence has at most 82 bytes: whoever came in amid one has heard another whole one by then.
    private const int Enough = 240;
    private const int EnoughToReject = 24;
    private const int GoodSentences = 2;
    private const int PlainSentences = 5;
    private const int MostKept = 4_096;

    private readonly LineFramer _framer = new();
    private readonly List<byte> _heard = [];
    private readonly int[] _order;
    private int _at;
    private int _strange;

    /// <param name="likely">The rate that it was before; 0: unknown.</param>
    public BaudDetector(int likely = 0) => _order = likely == 0 ? s_rates : [likely, .. s_rates.Where(r => r != likely)];

    /// <summary>The rate to listen at now.</summary>
    public int Baud => _order[_at];

    /// <summary>Sentences at this rate whose checksum is right.</summary>
    public int Good { get; private set; }

    /// <summary>Those whose checksum is wrong.</summary>
    public int Bad { get; private set; }

    /// <summary>Well-formed ones without a checksum, as old instruments send them.</summary>
    public int Plain { get; private set; }

    /// <summary>Times that all rates were tried in vain.</summary>
    public int Rounds { get; private set; }

    /// <summary>What is spoken; null while nothing is known.</summary>
    public SerialProtocol? Protocol { get; private set; }

    /// <summary>What was heard at this rate: the first sentences are not lost to their being listened to.</summary>
    public ReadOnlySpan<byte> Heard => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_heard);

    public BaudVerdict Feed(ReadOnlySpan<byte> bytes)
    {
        Listen(bytes);
        if (SerialProtocols.Recognise(Heard) is { } other)
        {
            Protocol = other;
            return BaudVerdict.Found;
        }

        var total = _heard.Count;
        if ((Good >= GoodSentences && Good > Bad) || (Plain >= PlainSentences && _strange * 50 < total))
        {
            Protocol = SerialProtocol.Nmea0183;
            return BaudVerdict.Found;
        }

        var noise = total >= EnoughToReject && _strange * 3 > total && Good == 0;
        if (noise || (total >= Enough && Good == 0 && Plain == 0) || total >= MostKept)
        {
            Next();
            return BaudVerdict.Switch;
        }

        return BaudVerdict.Listening;
    }

    private void Listen(ReadOnlySpan<byte> bytes)
    {
        _heard.AddRange(bytes[..Math.Min(bytes.Length, MostKept - _heard.Count)]);
        foreach (var b in bytes)
        {
            _strange += b is (>= 0x20 and < 0x7f) or (byte)'\r' or (byte)'\n' ? 0 : 1;
        }

        var lines = _framer.Read(bytes);
        while (lines.TryRead(out var line))
        {
            Judge(line);
        }
    }

    private void Judge(ReadOnlySpan<byte> line)
    {
        if (line.Contains((byte)'*'))
        {
            _ = Checksum.IsValid(Bus.SentenceFilter.SentenceOf(line)) ? Good++ : Bad++;
        }
        else if (Bus.SentenceFilter.AddressOf(line) is { Length: 5 } address && !address.ContainsAnyExceptInRange((byte)'A', (byte)'Z')
            && line.Length > 8 && !line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e))
        {
            Plain++;
        }
    }

    private void Next()
    {
        _at = (_at + 1) % _order.Length;
        Rounds += _at == 0 ? 1 : 0;
        (Good, Bad, Plain, _strange) = (0, 0, 0, 0);
        _heard.Clear();
        _framer.Reset();
    }
}
