using System.Security.Cryptography;
using SignalK.Server.Tls;
using SignalK.TestKit.Net;

namespace SignalK.Server.Tests.Tls;

public sealed class ServerCertificateTests
{
    private static readonly TestAuthority s_authority = new();
    private static readonly DateTimeOffset s_until = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parse_FilesInAnyOrder_FindsLeafKeyAndChain(bool rsa)
    {
        var (certificate, key) = s_authority.Issue(s_until, rsa: rsa);

        foreach (var texts in (string[][])[[certificate, key, s_authority.Issuer], [s_authority.Root + s_authority.Issuer, key, certificate], [key + certificate + s_authority.Issuer]])
        {
            var parsed = ServerCertificate.Parse(texts);

            Assert.Equal("boat.example", parsed.Name);
            Assert.True(parsed.Leaf.HasPrivateKey);
            Assert.Equal("CN=Test Issuer", parsed.Chain[0].Subject);
            Assert.Equal(s_until, parsed.NotAfter);
        }
    }

    [Fact]
    public void Parse_KeysOfOlderTools_AreTaken()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forRsa = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=a", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TestAuthority.Began, s_until);
        var forEc = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=b", ec, HashAlgorithmName.SHA256).CreateSelfSigned(TestAuthority.Began, s_until);

        Assert.True(ServerCertificate.Parse([forRsa.ExportCertificatePem(), rsa.ExportRSAPrivateKeyPem()]).Leaf.HasPrivateKey);
        Assert.True(ServerCertificate.Parse([forEc.ExportCertificatePem(), "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + ec.ExportECPrivateKeyPem()]).Leaf.HasPrivateKey);
    }

    [Fact]
    public void Parse_WhatWillNotDo_IsRefusedWithWords()
    {
        var (certificate, key) = s_authority.Issue(s_until);
        var (_, other) = s_authority.Issue(s_until);
        using var locked = ECDsa.Create();

        Refused("there is no certificate", key);
        Refused("there is no private key", certificate);
        Refused("do not belong together", certificate, other);
        Refused("a certificate is damaged", certificate.Replace("-----\nMII", "-----\nAAA"), key);
        Refused("has a password", certificate, locked.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
        Refused("has a password", certificate, "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Refused("do not belong together, or one of them is damaged", certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    }

    [Theory]
    [InlineData("2027-01-01", null)]
    [InlineData("2027-02-10", "ends on 2027-03-01: get a new one")]
    [InlineData("2027-03-02", "ended on 2027-03-01")]
    [InlineData("2019-06-01", "is good from 2020-01-01 on")]
    public void Remark_ByDay_TellsWhatTheOwnerMustDo(string day, string? said)
    {
        var (certificate, key) = s_authority.Issue(s_until);

        var remark = ServerCertificate.Parse([certificate, key]).Remark(DateTimeOffset.Parse(day));

        Assert.Equal(said is null, remark is null);
        Assert.Contains(said ?? "", remark ?? "");
    }

    private static void Refused(string words, params string[] texts) =>
        Assert.Contains(words, Assert.Throws<CertificateException>(() => ServerCertificate.Parse(texts)).Message);
}
