using System.Buffers.Text;
using System.Text;

namespace SignalK.LoadGenerator;

/// <summary>What is fed: markers that carry their number, and ordinary sentences between them.</summary>
internal sealed class SentenceMix
{
    // What a sailing boat under way says, and four ships around it.
    private static readonly string[] s_nav =
    [
        "$GPRMC,101530.00,A,5937.4470,N,02456.1120,E,6.20,078.4,150126,,,A", "$GPGGA,101530.00,5937.4470,N,02456.1120,E,1,09,0.9,12.1,M,17.8,M,,",
        "$GPVTG,078.4,T,069.2,M,6.20,N,11.48,K,A", "$GPGLL,5937.4470,N,02456.1120,E,101530.00,A,A", "$HEHDT,079.1,T",
        "$IIVHW,079.1,T,069.9,M,6.05,N,11.20,K", "$IIMWV,038.5,R,14.2,N,A", "$IIMWV,052.0,T,10.8,N,A", "$YXMTW,15.2,C",
    ];

    private static readonly string[] s_ais =
    [
        "!AIVDM,1,1,,A,13aGmP0P00PD;88MD5MTDww@2<0L,0", "!AIVDM,1,1,,B,18K<u70012QoE0jPk3dPGQ:40@7S,0",
        "!AIVDM,1,1,,A,15MvlfPOh=G?r8nEdVi@8gvN0<0r,0", "!AIVDM,1,1,,B,B6CdCm0t3`tba35f@V9faHi7kP06,0",
    ];

    private readonly byte[][] _others;
    private int _next;

    public SentenceMix(string name) =>
        _others = [.. (name == "ais" ? s_ais : s_nav).Select(s => Encoding.ASCII.GetBytes($"{s}*{Checksum(Encoding.ASCII.GetBytes(s)):X2}\r\n"))];

    public int Ordinary(Span<byte> target)
    {
        var sentence = _others[_next];
        _next = (_next + 1) % _others.Length;
        sentence.CopyTo(target);
        return sentence.Length;
    }

    /// <summary>A depth of number / 10 metres.</summary>
    public static int Marker(Span<byte> target, long number)
    {
        "$SDDPT,"u8.CopyTo(target);
        var at = 7;
        Utf8Formatter.TryFormat(number / 10, target[at..], out var digits);
        at += digits;
        target[at++] = (byte)'.';
        target[at++] = (byte)('0' + (number % 10));
        ",0.0,"u8.CopyTo(target[at..]);
        at += 5;
        var sum = Checksum(target[..at]);
        target[at++] = (byte)'*';
        Utf8Formatter.TryFormat(sum, target[at..], out _, new('X', 2));
        at += 2;
        "\r\n"u8.CopyTo(target[at..]);
        return at + 2;
    }

    private static byte Checksum(ReadOnlySpan<byte> sentence)
    {
        byte sum = 0;
        foreach (var b in sentence[1..])
        {
            sum ^= b;
        }

        return sum;
    }
}
