using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SignalK.Plugins.Network;

namespace SignalK.Plugins.Tests.Network;

public sealed class PluginFetchTlsTests : FetchTestBase
{
    [Fact]
    public async Task Send_ServerOfATrustedAuthority_Answers()
    {
        using var certificate = Certificate("boat.example.org");
        await using var peer = Tls(certificate);

        Assert.Equal("over TLS", Text(Get(Trusting(certificate), $"https://boat.example.org:{peer.Port}/")));
    }

    [Fact]
    public async Task Send_ServerOfAnUnknownAuthority_IsAFault()
    {
        using var certificate = Certificate("boat.example.org");
        await using var peer = Tls(certificate);

        Assert.StartsWith("TLS: ", Get(Trusting(certificate) with { Roots = null }, $"https://boat.example.org:{peer.Port}/").Fault);
        Assert.Empty(peer.Requests);
    }

    [Fact]
    public async Task Send_CertificateOfAnotherName_IsAFault()
    {
        using var certificate = Certificate("boat.example.org");
        await using var peer = Tls(certificate);

        Assert.StartsWith("TLS: ", Get(Trusting(certificate), $"https://other.example.org:{peer.Port}/").Fault);
    }

    [Fact]
    public async Task Send_RedirectFromTlsToPlain_IsNotFollowed()
    {
        using var certificate = Certificate("boat.example.org");
        await using var plain = new HttpPeer(HttpPeer.Ok("plain"));
        await using var peer = new HttpPeer((_, client) => client.WriteAsync(Encoding.ASCII.GetBytes(HttpPeer.Redirect("302 Found", plain.Url))).AsTask(), certificate);

        Assert.Contains("from https", Get(Trusting(certificate), $"https://boat.example.org:{peer.Port}/").Fault);
        Assert.Equal(0, plain.Connections);
    }

    static HttpPeer Tls(X509Certificate2 certificate) => new((_, client) => client.WriteAsync(Encoding.ASCII.GetBytes(HttpPeer.Ok("over TLS"))).AsTask(), certificate);

    static FetchOptions Trusting(X509Certificate2 certificate) =>
        Everywhere with { Roots = [certificate], Resolver = new NameResolver(_ => [IPAddress.Loopback]) };

    static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
