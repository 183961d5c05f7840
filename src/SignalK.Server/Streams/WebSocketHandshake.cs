using System.Security.Cryptography;
using System.Text;

namespace SignalK.Server.Streams;

/// <summary>RFC 6455 section 4.2: what turns an HTTP request into a socket.</summary>
public static class WebSocketHandshake
{
    private const int KeyLength = 24;

    /// <returns>The value of <c>Sec-WebSocket-Accept</c>; null when the key is none.</returns>
    public static string? Accept(string? key)
    {
        if (key is not { Length: KeyLength })
        {
            return null;
        }

        Span<byte> text = stackalloc byte[KeyLength + 36];
        Encoding.ASCII.GetBytes(key, text);
        "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.CopyTo(text[KeyLength..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The protocol names SHA-1; nothing rests on its strength.
        SHA1.HashData(text, hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
