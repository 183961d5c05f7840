using System.Buffers.Text;

namespace SignalK.Connections.Recording;

/// <summary>
/// Upstream's raw log, a line for each message as it came: <c>1449923552000;N;$GPRMC,…</c>, with the time of receipt in
/// milliseconds since 1970 and a letter for what follows.
/// </summary>
public static class RawLog
{
    public const byte Nmea0183 = (byte)'N';

    public const byte SignalK = (byte)'I';

    /// <summary>Digits and two separators.</summary>
    public const int MaxPrefix = 23;

    /// <param name="line">A line of a file, with or without its line end.</param>
    /// <param name="milliseconds">Since 1970, UTC.</param>
    /// <param name="discriminator">Upper case.</param>
    /// <param name="data">What was received, with the line end if there is one.</param>
    /// <returns>False when the line is not of this format.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out long milliseconds, out byte discriminator, out ReadOnlySpan<byte> data)
    {
        discriminator = 0;
        data = default;
        // Ten digits are 1970, fourteen are the year 2286 and after: in between lies every recording.
        if (!Utf8Parser.TryParse(line, out milliseconds, out var digits) || digits is < 11 or > 14
            || line.Length < digits + 3 || line[digits] != ';' || line[digits + 2] != ';' || !char.IsAsciiLetter((char)line[digits + 1]))
        {
            return false;
        }

        discriminator = (byte)(line[digits + 1] & ~0x20);
        data = line[(digits + 3)..];
        return true;
    }

    public static bool IsNmea0183(byte discriminator) => discriminator is (byte)'N' or (byte)'C' or (byte)'G' or (byte)'M';

    /// <summary>Writes what stands before the message.</summary>
    /// <returns>Bytes written.</returns>
    public static int FormatPrefix(long milliseconds, byte discriminator, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(milliseconds, destination, out var digits);
        destination[digits] = (byte)';';
        destination[digits + 1] = discriminator;
        destination[digits + 2] = (byte)';';
        return digits + 3;
    }
}
