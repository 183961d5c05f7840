using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SignalK.TestKit.Net;

/// <summary>An authority with an issuer below it, and certificates for a boat at <c>boat.example</c> and on the loopback.</summary>
public sealed class TestAuthority
{
    public static readonly DateTimeOffset Began = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_ends = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _issuer;

    public TestAuthority()
    {
        var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = Authority("CN=Test Root", rootKey);
        using var root = rootRequest.CreateSelfSigned(Began, s_ends);
        Root = root.ExportCertificatePem();
        var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = Authority("CN=Test Issuer", issuerKey).Create(root, Began, s_ends, [1]);
        Issuer = issuer.ExportCertificatePem();
        _issuer = issuer.CopyWithPrivateKey(issuerKey);
    }

    public string Root { get; }

    public string Issuer { get; }

    /// <returns>Certificate and key as PEM.</returns>
    public (string Certificate, string Key) Issue(DateTimeOffset until, string name = "boat.example", bool rsa = false)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsaKey
            ? new CertificateRequest($"CN={name}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(_issuer.GetECDsaPrivateKey()!), Began, until, RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>For a client that trusts the root and nothing else, and asks nobody for what is missing.</summary>
    public bool Vouches(X509Certificate2 shown, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(Root));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(shown);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
