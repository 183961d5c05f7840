using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SignalK.Server.Tls;

/// <summary>A certificate that nobody vouches for, where HTTPS is wanted and none was given: a browser asks once.</summary>
internal static class SelfMadeCertificate
{
    // As upstream; and a boat's clock may be behind.
    private const int Years = 10;

    /// <returns>Certificate and key as PEM.</returns>
    public static (string Certificate, string Key) Make(string host, DateTimeOffset from)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])[host, $"{host}.local", "localhost"])
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(from, from.AddYears(Years));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
