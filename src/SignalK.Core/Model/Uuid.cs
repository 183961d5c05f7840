using System.Security.Cryptography;

namespace SignalK.Core.Model;

/// <summary>
/// Random UUIDs (RFC 9562 version 4). <c>Guid.NewGuid</c> wants /dev/urandom; this asks libcrypto, which asks the kernel, so that
/// it works in a root directory without /dev as well.
/// </summary>
public static class Uuid
{
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
