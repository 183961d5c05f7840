using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SignalK.Server.Security;

/// <summary>What a token claims. Exactly one of user and device is set.</summary>
/// <param name="Expires">UTC; null: never.</param>
internal readonly record struct TokenClaims(string? User, string? Device, DateTimeOffset? Expires);

/// <summary>
/// JSON Web Tokens (RFC 7519) as upstream makes them: HS256 over <c>{"id"|"device":…,"iat":…[,"exp":…]}</c>. No other
/// algorithm is understood, so none can be smuggled in.
/// </summary>
internal static class WebToken
{
    private const int MaxLength = 4_096;

    // {"alg":"HS256","typ":"JWT"}
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

    public static string Create(string secretKey, string user, DateTimeOffset now, TimeSpan? lifetime)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, user);
            writer.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
            if (lifetime is { } span)
            {
                writer.WriteNumber("exp"u8, (now + span).ToUnixTimeSeconds());
            }

            writer.WriteEndObject();
        }

        var signed = $"{Header}.{Base64Url.EncodeToString(buffer.ToArray())}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(secretKey, signed))}";
    }

    /// <summary>Checks signature and expiry.</summary>
    /// <returns>False with what is wrong, in the words of upstream's library, which clients know.</returns>
    public static bool TryRead(string secretKey, string token, DateTimeOffset now, out TokenClaims claims, out string fault)
    {
        claims = default;
        fault = "jwt malformed";
        var lastDot = token.LastIndexOf('.');
        var firstDot = token.IndexOf('.');
        if (token.Length > MaxLength || firstDot <= 0 || lastDot == firstDot || secretKey.Length == 0)
        {
            return false;
        }

        if (!TryDecode(token.AsSpan(0, firstDot), out var header) || !TryDecode(token.AsSpan(firstDot + 1, lastDot - firstDot - 1), out var payload)
            || !TryDecode(token.AsSpan(lastDot + 1), out var signature))
        {
            return false;
        }

        fault = "invalid signature";
        if (!IsHs256(header) || !CryptographicOperations.FixedTimeEquals(Sign(secretKey, token[..lastDot]), signature))
        {
            return false;
        }

        fault = "jwt malformed";
        if (!TryReadClaims(payload, out claims))
        {
            return false;
        }

        fault = "jwt expired";
        return claims.Expires is not { } expires || now < expires;
    }

    private static byte[] Sign(string secretKey, string text) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secretKey), Encoding.ASCII.GetBytes(text));

    private static bool TryDecode(ReadOnlySpan<char> text, out byte[] decoded)
    {
        decoded = [];
        if (!Base64Url.IsValid(text))
        {
            return false;
        }

        decoded = Base64Url.DecodeFromChars(text);
        return true;
    }

    private static bool IsHs256(byte[] header)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("alg"u8, out var algorithm) && algorithm.ValueEquals("HS256"u8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryReadClaims(byte[] payload, out TokenClaims claims)
    {
        claims = default;
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            var user = root.TryGetProperty("id"u8, out var id) ? id.GetString() : null;
            var device = root.TryGetProperty("device"u8, out var name) ? name.GetString() : null;
            DateTimeOffset? expires = root.TryGetProperty("exp"u8, out var exp) ? DateTimeOffset.FromUnixTimeSeconds((long)exp.GetDouble()) : null;
            claims = new TokenClaims(user, device, expires);
            return (user is null) != (device is null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            return false;
        }
    }
}
