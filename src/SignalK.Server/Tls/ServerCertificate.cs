using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SignalK.Server.Tls;

/// <summary>A certificate with its key, and those that lead from it to an authority.</summary>
public sealed class ServerCertificate
{
    private const int MostCertificates = 16;

    /// <summary>Time for an owner to get a new one; of one that lives for weeks, a third of its life.</summary>
    private static readonly TimeSpan s_warning = TimeSpan.FromDays(30);

    private ServerCertificate(X509Certificate2 leaf, List<X509Certificate2> chain, string keyPem) => (Leaf, Chain, KeyPem) = (leaf, chain, keyPem);

    /// <summary>With its key.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>From the issuer upwards, as far as it is known.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    public string KeyPem { get; }

    /// <summary>Who it is for.</summary>
    public string Name => Leaf.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name ? name : Leaf.Subject;

    public DateTimeOffset NotBefore => Leaf.NotBefore.ToUniversalTime();

    public DateTimeOffset NotAfter => Leaf.NotAfter.ToUniversalTime();

    /// <summary>Finds, in PEM texts in any order, a key, the certificate that belongs to it, and its chain.</summary>
    /// <exception cref="CertificateException">There is none.</exception>
    public static ServerCertificate Parse(IEnumerable<string> texts)
    {
        List<string> keys = [];
        List<X509Certificate2> certificates = [];
        foreach (var text in texts)
        {
            Collect(text, keys, certificates);
        }

        if (certificates.Count == 0)
        {
            throw new CertificateException("there is no certificate: add a file that begins with -----BEGIN CERTIFICATE-----");
        }

        if (keys.Count == 0)
        {
            throw new CertificateException("there is no private key: add a file that begins with -----BEGIN PRIVATE KEY-----");
        }

        foreach (var key in keys)
        {
            foreach (var certificate in certificates)
            {
                if (Join(certificate, key) is { } leaf)
                {
                    return new ServerCertificate(leaf, ChainOf(certificate, certificates), key);
                }
            }
        }

        throw new CertificateException("certificate and key do not belong together, or one of them is damaged: copy both again");
    }

    public bool IsValidAt(DateTimeOffset now) => now >= NotBefore && now <= NotAfter;

    /// <summary>What its owner should know: that it ended, will end soon, or is for later. Null: nothing.</summary>
    public string? Remark(DateTimeOffset now)
    {
        var warning = TimeSpan.FromTicks(Math.Min(s_warning.Ticks, (NotAfter - NotBefore).Ticks / 3));
        return now > NotAfter ? $"the certificate for {Name} ended on {Day(NotAfter)}: browsers warn and apps refuse it; get a new one"
            : now < NotBefore ? $"the certificate for {Name} is good from {Day(NotBefore)} on, and it is {Day(now)} here"
            : now > NotAfter - warning ? $"the certificate for {Name} ends on {Day(NotAfter)}: get a new one"
            : null;
    }

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Collect(string text, List<string> keys, List<X509Certificate2> certificates)
    {
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateException("the private key has a password: add one without");
        }

        // Files without a last line end, laid one behind the other.
        for (var rest = text.Replace("----------BEGIN", "-----\n-----BEGIN", StringComparison.Ordinal); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            var label = rest[found.Label];
            var pem = rest[found.Location];
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                keys.Add(pem);
            }
            else if (label == "CERTIFICATE" && certificates.Count < MostCertificates)
            {
                certificates.Add(Read(pem));
            }
        }
    }

    private static X509Certificate2 Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new CertificateException("a certificate is damaged: copy it again");
        }
    }

    private static X509Certificate2? Join(X509Certificate2 certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static List<X509Certificate2> ChainOf(X509Certificate2 leaf, List<X509Certificate2> all)
    {
        List<X509Certificate2> chain = [];
        for (var current = leaf; ; chain.Add(current))
        {
            var issuer = current.IssuerName.RawData;
            if (all.Find(other => other != leaf && !chain.Contains(other) && other.SubjectName.RawData.AsSpan().SequenceEqual(issuer)) is not { } next)
            {
                return chain;
            }

            current = next;
        }
    }
}
