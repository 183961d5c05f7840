using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using SignalK.TestKit.Net;

namespace SignalK.BlackBox.Tests;

public sealed class HttpsTests : IDisposable
{
    readonly ConfigFolder _config = new();
    readonly TestAuthority _authority = new();
    volatile string _shown = "";

    public void Dispose() => _config.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_CertificateOfTheDirectory_ServesPageAndStreamBesideHttp(bool rsa)
    {
        Lay("first.example", rsa);
        _config.With("settings.json", """{"ssl": true, "sslport": 0, "appliance": {"httpsOnly": false}}""");
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, "--demo");
        var https = new Uri(Regex.Match(appliance.StartLine, @"https://[^,\s]+").Value);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, chain, _) => Judge(certificate!, chain) };
        using var client = new HttpClient(handler) { BaseAddress = https };

        Assert.Contains($"wss://{https.Authority}/signalk/v1/stream", await client.GetStringAsync("/signalk"));
        Assert.Equal("CN=first.example", _shown);
        Assert.StartsWith("ws://", (await appliance.GetAsync("/signalk"))["endpoints"]!["v1"]!["signalk-ws"]!.ToString());
        using var first = await OpenAsync(https);

        Lay("second.example", rsa);
        for (var n = 0; n < 200 && _shown != "CN=second.example"; n++)
        {
            using var other = await OpenAsync(https);
            await Task.Delay(100);
        }
        Assert.Equal("CN=second.example", _shown);
        // More than any buffer holds of an old connection.
        for (var n = 0; n < 200; n++)
            Assert.NotNull((await ApplianceProcess.ReceiveAsync(first)));
        Assert.Empty((await appliance.GetAsync("/skServer/health"))["faults"]!.AsArray());
        Assert.Equal(0, (await appliance.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task Run_UpstreamsSwitchAlone_MakesACertificate()
    {
        _config.With("settings.json", """{"ssl": true, "sslport": 0}""");
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (_shown = certificate!.Subject).Length > 0 };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Regex.Match(appliance.StartLine, @"https://[^,\s]+").Value) };

        Assert.Contains("wss://", await client.GetStringAsync("/signalk"));
        Assert.Equal($"CN={Environment.MachineName}", _shown);
        Assert.True(File.Exists(_config["ssl-key.pem"]));
    }

    [Fact]
    public async Task Run_BrokenCertificate_LeavesHttp()
    {
        _config.With("settings.json", """{"ssl": true, "sslport": 0}""").With("ssl-cert.pem", "broken").With("ssl-key.pem", "broken");
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);

        Assert.Contains("HTTPS has no certificate", (await appliance.GetAsync("/skServer/health"))["faults"]!.ToJsonString());
    }

    void Lay(string name, bool rsa)
    {
        var (certificate, key) = _authority.Issue(DateTimeOffset.UtcNow.AddYears(1), name, rsa);
        _config.With("ssl-key.pem", key).With("ssl-cert.pem", certificate).With("ssl-chain.pem", _authority.Issuer);
        foreach (var file in (string[])["ssl-key.pem", "ssl-cert.pem"])
            File.SetUnixFileMode(_config[file], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    bool Judge(X509Certificate2 certificate, X509Chain? chain)
    {
        _shown = certificate.Subject;
        return _authority.Vouches(certificate, chain);
    }

    async Task<ClientWebSocket> OpenAsync(Uri https)
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, chain, _) => Judge((X509Certificate2)certificate!, chain);
        await socket.ConnectAsync(new Uri($"wss://{https.Authority}/signalk/v1/stream?subscribe=all"), default);
        Assert.NotNull((await ApplianceProcess.ReceiveAsync(socket))["self"]);
        return socket;
    }
}
