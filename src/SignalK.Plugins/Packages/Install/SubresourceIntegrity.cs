using System.Security.Cryptography;

namespace SignalK.Plugins.Packages.Install;

/// <summary>Checks a hash against the form that npm and browsers write: <c>sha512-BASE64</c>, several with blanks between.</summary>
static class SubresourceIntegrity
{
    const string Prefix = "sha512-";

    /// <summary>Null when one of them is it, else the reason.</summary>
    public static string? Check(string integrity, ReadOnlySpan<byte> sha512)
    {
        var known = false;
        Span<byte> wanted = stackalloc byte[SHA512.HashSizeInBytes + 2];
        foreach (var entry in integrity.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!entry.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            // Behind a question mark stand options that nobody defined yet.
            var text = entry[Prefix.Length..].Split('?')[0];
            if (!Convert.TryFromBase64String(text, wanted, out var length) || length != SHA512.HashSizeInBytes)
                return $"\"{entry}\" is no sha512 in base64";
            known = true;
            if (CryptographicOperations.FixedTimeEquals(wanted[..length], sha512))
                return null;
        }
        return known
            ? $"the package is not the one that was meant: its integrity is {Prefix}{Convert.ToBase64String(sha512)}"
            : $"the integrity \"{integrity}\" names no sha512";
    }
}
