using System.Buffers;

namespace SignalK.Connections.Serial;

/// <summary>What a serial line may speak.</summary>
internal enum SerialProtocol
{
    Nmea0183,
    ActisenseBinary,
    YachtDevicesRaw,
    Ikonvert,
    UbloxBinary,
    SignalK,
}

/// <summary>Tells the other protocols of the field by their frames, so that their owner reads a name and not "noise".</summary>
internal static class SerialProtocols
{
    private static readonly byte[] s_ubloxSync = [0xb5, 0x62];
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    public static string Describe(SerialProtocol protocol) => protocol switch
    {
        SerialProtocol.Nmea0183 => "NMEA 0183",
        SerialProtocol.ActisenseBinary => "the Actisense binary format of an NGT-1 (NMEA 2000)",
        SerialProtocol.YachtDevicesRaw => "the Yacht Devices RAW format (NMEA 2000)",
        SerialProtocol.Ikonvert => "the iKonvert format (NMEA 2000)",
        SerialProtocol.UbloxBinary => "the u-blox binary format",
        _ => "Signal K",
    };

    /// <returns>Null for NMEA 0183 and for what is not recognised.</returns>
    public static SerialProtocol? Recognise(ReadOnlySpan<byte> heard)
    {
        if (HasActisense(heard))
        {
            return SerialProtocol.ActisenseBinary;
        }

        if (heard.IndexOf("!PDGY,"u8) >= 0)
        {
            return SerialProtocol.Ikonvert;
        }

        if (heard.IndexOf("\n{\"context\":"u8) >= 0 || heard.IndexOf("\n{\"updates\":"u8) >= 0)
        {
            return SerialProtocol.SignalK;
        }

        // A receiver may speak both; then the sentences are what we read.
        return HasYachtDevices(heard) ? SerialProtocol.YachtDevicesRaw
            : HasUblox(heard) && heard.IndexOf("\n$"u8) < 0 ? SerialProtocol.UbloxBinary
            : null;
    }

    // DLE STX command length payload checksum DLE ETX; DLE inside is doubled; all bytes between add up to zero.
    private static bool HasActisense(ReadOnlySpan<byte> heard)
    {
        const byte Dle = 0x10, Stx = 0x02, Etx = 0x03;
        for (var start = 0; start + 1 < heard.Length; start++)
        {
            if (heard[start] != Dle || heard[start + 1] != Stx)
            {
                continue;
            }

            var (sum, length) = (0, 0);
            for (var i = start + 2; i + 1 < heard.Length; i++)
            {
                if (heard[i] == Dle)
                {
                    if (heard[i + 1] == Etx && length > 3)
                    {
                        return (sum & 0xff) == 0;
                    }

                    i++;
                }

                sum += heard[i];
                length++;
            }
        }

        return false;
    }

    // 17:33:21.107 R 19F51323 01 2F 30 70 00 2F 30 70
    private static bool HasYachtDevices(ReadOnlySpan<byte> heard)
    {
        foreach (var range in heard.Split((byte)'\n'))
        {
            var line = heard[range];
            if (line.Length > 24 && line[2] == ':' && line[5] == ':' && line[8] == '.' && line[12] == ' ' && line[13] is (byte)'R' or (byte)'T'
                && line[14] == ' ' && line[23] == ' ' && !line[15..23].ContainsAnyExcept(s_hex))
            {
                return true;
            }
        }

        return false;
    }

    // B5 62 class id length(2) payload and a Fletcher checksum over all after the sync.
    private static bool HasUblox(ReadOnlySpan<byte> heard)
    {
        for (var rest = heard; rest.IndexOf(s_ubloxSync) is >= 0 and var at; rest = rest[(at + 2)..])
        {
            var frame = rest[(at + 2)..];
            if (frame.Length < 6)
            {
                return false;
            }

            var length = 4 + (frame[2] | (frame[3] << 8));
            if (frame.Length < length + 2)
            {
                continue;
            }

            byte a = 0, b = 0;
            foreach (var x in frame[..length])
            {
                a += x;
                b += a;
            }

            if (a == frame[length] && b == frame[length + 1])
            {
                return true;
            }
        }

        return false;
    }
}
