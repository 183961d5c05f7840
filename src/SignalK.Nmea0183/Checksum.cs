namespace SignalK.Nmea0183;

/// <summary>The exclusive or of all bytes between the start character and <c>*</c> (NMEA 0183 section 5.3).</summary>
public static class Checksum
{
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes)
        {
            sum ^= b;
        }

        return sum;
    }

    /// <summary>True for a whole sentence, start character to checksum, that verifies.</summary>
    public static bool IsValid(ReadOnlySpan<byte> sentence)
    {
        sentence = sentence.TrimEnd(" \r\n"u8);
        return sentence.Length > 4 && sentence[^3] == '*'
            && TryHex(sentence[^2..], out var declared) && declared == Of(sentence[1..^3]);
    }

    internal static bool TryHex(ReadOnlySpan<byte> two, out byte value)
    {
        value = 0;
        if (two.Length != 2)
        {
            return false;
        }

        var (high, low) = (Digit(two[0]), Digit(two[1]));
        value = (byte)((high << 4) | low);
        return (high | low) >= 0;
    }

    /// <summary>-1 when it is no hexadecimal digit.</summary>
    internal static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
