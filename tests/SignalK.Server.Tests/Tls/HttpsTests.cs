using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Core.Faults;
using SignalK.Server.Security;
using SignalK.Server.Tests.Security;
using SignalK.Server.Tls;
using SignalK.TestKit;
using SignalK.TestKit.Net;

namespace SignalK.Server.Tests.Tls;

public sealed class HttpsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_until = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestAuthority _authority = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tls-");
    private readonly SecurityFile _users = new(expiration: "1d");
    private readonly List<X509Certificate2> _shown = [];
    private Boat? _boat;

    public async ValueTask DisposeAsync()
    {
        if (_boat is not null)
        {
            await _boat.DisposeAsync();
        }

        _users.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_OverTls_IsVouchedForByTheChainAndKnowsItsScheme(bool rsa)
    {
        Lay(rsa: rsa);
        using var client = await StartAsync();

        var discovery = await client.GetStringAsync("/signalk");

        Assert.Contains($"\"https://{client.BaseAddress!.Authority}/signalk/v1/api/\"", discovery);
        Assert.Contains($"\"wss://{client.BaseAddress!.Authority}/signalk/v1/stream\"", discovery);
        Assert.Contains("\"http://", (await _boat!.GetAsync("/signalk")).Text);
    }

    [Fact]
    public async Task Post_LongBody_ArrivesWhole()
    {
        Lay();
        using var client = await StartAsync(new SecurityStore(_users.Path));
        using var body = new StringContent($$"""{"username":"admin","remember":"{{new string('x', 700_000)}}","password":"right"}""", Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/signalk/v1/auth/login", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Login_OverTls_SetsATokenForTlsAloneThatIsNotInTheWayOfHttp()
    {
        Lay();
        using var client = await StartAsync(new SecurityStore(_users.Path));
        using var form = new StringContent("""{"username":"admin","password":"right"}""", Encoding.UTF8, "application/json");
        using var before = await client.GetAsync("/skServer/plugins");

        using var answer = await client.PostAsync("/signalk/v1/auth/login", form);

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        var token = Assert.Single(cookies, cookie => cookie.StartsWith("__Secure-JAUTHENTICATION=", StringComparison.Ordinal));
        Assert.Contains("; secure", token);
        Assert.DoesNotContain(cookies, cookie => cookie.StartsWith("JAUTHENTICATION=", StringComparison.Ordinal));
        Assert.DoesNotContain("; secure", Assert.Single(cookies, cookie => cookie.StartsWith("skLoginInfo=", StringComparison.Ordinal)));
        // The client keeps its cookies.
        using var after = await client.GetAsync("/skServer/plugins");
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [before.StatusCode, after.StatusCode]);
    }

    [Fact]
    public async Task Stream_OverTls_OutlivesANewCertificate()
    {
        Lay();
        using var client = await StartAsync();
        using var first = await OpenStreamAsync(client);
        var before = _shown[^1].Thumbprint;

        Lay();
        await Eventually.Is(() =>
        {
            _boat!.Time.Advance(TimeSpan.FromSeconds(10));
            using var other = Handshake();
            return _shown[^1].Thumbprint != before;
        });
        using var second = await OpenStreamAsync(client);

        await first.SendAsync("""{"context":"vessels.self","subscribe":[{"path":"navigation.speedOverGround"}]}"""u8.ToArray(), WebSocketMessageType.Text, true, default);
        Assert.Contains("speedOverGround", await ReceiveAsync(first));
        Assert.NotEqual(before, _shown[^1].Thumbprint);
    }

    [Fact]
    public async Task Start_NewCertificateThatWillNotDo_KeepsTheOldOneAndSaysSo()
    {
        Lay();
        using var client = await StartAsync();

        File.WriteAllText(Path.Combine(_folder.FullName, CertificateFiles.Certificate), _authority.Issue(s_until).Certificate);
        await Eventually.Is(() => { _boat!.Time.Advance(TimeSpan.FromSeconds(10)); return Fault("tls") is not null; });

        Assert.Contains("keeps the certificate it had: certificate and key do not belong together", Fault("tls"));
        Assert.Contains("wss://", await client.GetStringAsync("/signalk"));
        Lay();
        await Eventually.Is(() => { _boat!.Time.Advance(TimeSpan.FromSeconds(10)); return Fault("tls") is null; });
    }

    [Fact]
    public async Task Start_CertificateEnds_IsAFaultBeforeAndAfter()
    {
        // The boat's clock stands at noon of 2026-01-15.
        Lay(until: new DateTimeOffset(2026, 1, 15, 12, 10, 0, TimeSpan.Zero));
        using var client = await StartAsync();
        Assert.Contains("ends on 2026-01-15", Fault("tls:days"));

        _boat!.Time.Advance(TimeSpan.FromMinutes(11));
        await Eventually.Is(() => Fault("tls:days")!.Contains("ended on 2026-01-15"));
        Lay();
        await Eventually.Is(() => { _boat!.Time.Advance(TimeSpan.FromSeconds(10)); return Fault("tls:days") is null; });

        Assert.Equal(200, (await _boat.GetAsync("/signalk")).Status);
    }

    [Fact]
    public async Task Start_WithoutFiles_MakesACertificateThatStays()
    {
        using var client = await StartAsync(trust: (_, _) => true);
        Assert.Contains("wss://", await client.GetStringAsync("/signalk"));

        Assert.Equal($"CN={Environment.MachineName}", _shown[^1].Subject);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, CertificateFiles.Key)));
        Assert.True(_shown[^1].NotBefore.ToUniversalTime() <= _boat!.Time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Start_FilesThatWillNotDo_LeavesHttpAlone()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, CertificateFiles.Certificate), "nothing of the kind");
        using var client = await StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/signalk"));
        Assert.Contains("HTTPS has no certificate: there is no certificate", Fault("tls"));
        Assert.Equal(200, (await _boat!.GetAsync("/signalk")).Status);
    }

    [Fact]
    public async Task Start_PortTaken_ServesHttpAndTriesAgain()
    {
        Lay();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var client = await StartAsync(port: ((IPEndPoint)other.LocalEndpoint).Port);

        Assert.Equal(200, (await _boat!.GetAsync("/signalk")).Status);
        Assert.Contains("HTTPS cannot listen on 127.0.0.1", Fault("listener:https"));
        other.Stop();
        await Eventually.Is(() => { _boat.Time.Advance(TimeSpan.FromSeconds(5)); return _boat.Server.SecureAddresses.Count == 1; });
        Assert.Null(Fault("listener:https"));
    }

    [Theory]
    [InlineData("192.168.1.7", "boat.local", "https://boat.local/signalk/v1/api/?a=%20b", true)]
    [InlineData("192.168.1.7", "boat.local:3000", "https://boat.local/signalk/v1/api/?a=%20b", true)]
    [InlineData("192.168.1.7", "[fe80::1]:3000", "https://[fe80::1]/signalk/v1/api/?a=%20b", true)]
    [InlineData("127.0.0.1", "boat.local", null, true)]
    [InlineData("192.168.1.7", "boat.local", null, false)]
    public async Task Redirect_OfHttp_IsForStrangersAndAGoodCertificate(string from, string host, string? to, bool isGood)
    {
        Lay(until: isGood ? s_until : TestAuthority.Began.AddDays(1));
        using var client = await StartAsync();

        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        (http.Request.Scheme, http.Request.Host, http.Request.Path, http.Request.QueryString) = ("http", new HostString(host), "/signalk/v1/api/", new QueryString("?a=%20b"));
        var isAnswered = new SecureRedirect(_certificates!, () => 443).TryAnswer(http);

        Assert.Equal(to is not null, isAnswered);
        Assert.Equal(to, isAnswered ? http.Response.Headers.Location.ToString() : null);
    }

    [Fact]
    public async Task Get_LastOfAConnection_EndsWithTheWordOfTls()
    {
        Lay();
        using var client = await StartAsync();
        var address = _boat!.Server.SecureAddresses[0];
        using var socket = new TcpClient(address.Address.ToString(), address.Port);
        var wire = new Recorded(socket.GetStream());
        await using var tls = new SslStream(wire);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        // Of TLS 1.3 the types of records cannot be read.
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12, RemoteCertificateValidationCallback = (_, _, _, _) => true }, limit.Token);
        await tls.WriteAsync("GET /signalk HTTP/1.0\r\n\r\n"u8.ToArray(), limit.Token);

        using var reader = new StreamReader(tls);
        Assert.Contains("\"https://localhost:", await reader.ReadToEndAsync(limit.Token));
        const byte Alert = 21;
        Assert.Equal(Alert, wire.Types()[^1]);
    }

    [Fact]
    public async Task Connect_WithPlainText_IsClosedAndHarmsNobody()
    {
        Lay();
        using var client = await StartAsync();
        using var plain = new TcpClient();
        await plain.ConnectAsync(_boat!.Server.SecureAddresses[0]);
        await plain.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        var answer = new byte[64];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await plain.GetStream().ReadAsync(answer, limit.Token) > 0)
        {
            // An alert, and the end.
        }

        Assert.Contains("wss://", await client.GetStringAsync("/signalk"));
    }

    private CertificateFiles? _certificates;

    private string? Fault(string key) => _boat!.Faults.Current.FirstOrDefault(fault => fault.Key == key)?.Message;

    private void Lay(bool rsa = false, DateTimeOffset? until = null)
    {
        var (certificate, key) = _authority.Issue(until ?? s_until, rsa: rsa);
        Assert.Null(CertificateFiles.Write(_folder.FullName, ServerCertificate.Parse([certificate, key, _authority.Issuer])));
    }

    private async Task<HttpClient> StartAsync(SecurityStore? security = null, int port = 0, Func<X509Certificate2, X509Chain?, bool>? trust = null)
    {
        _boat = await Boat.StartAsync(
            new ServerOptions { SecureListen = [new IPEndPoint(IPAddress.Loopback, port)], SecurityEnabled = security is not null },
            security,
            certificates: (faults, time) => _certificates = new CertificateFiles(_folder.FullName, faults, time, DateTimeOffset.UnixEpoch, NullLogger.Instance));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, _) => Judge((X509Certificate2)certificate!, chain, trust);
        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{(_boat.Server.SecureAddresses is [var address] ? address.Port : port)}") };
    }

    private bool Judge(X509Certificate2 certificate, X509Chain? chain, Func<X509Certificate2, X509Chain?, bool>? trust)
    {
        _shown.Add(certificate);
        return (trust ?? _authority.Vouches)(certificate, chain);
    }

    private SslStream Handshake()
    {
        var address = _boat!.Server.SecureAddresses[0];
        var stream = new SslStream(new TcpClient(address.Address.ToString(), address.Port).GetStream(), false, (_, certificate, chain, _) => Judge((X509Certificate2)certificate!, chain, null));
        stream.AuthenticateAsClient("127.0.0.1");
        return stream;
    }

    private async Task<ClientWebSocket> OpenStreamAsync(HttpClient client)
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, chain, _) => Judge((X509Certificate2)certificate!, chain, null);
        await socket.ConnectAsync(new Uri($"wss://{client.BaseAddress!.Authority}/signalk/v1/stream?subscribe=none"), default);
        Assert.Contains("\"self\"", await ReceiveAsync(socket));
        return socket;
    }

    /// <summary>What came from the server, as it came.</summary>
    private sealed class Recorded(NetworkStream inner) : Stream
    {
        private readonly List<byte> _bytes = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public List<byte> Types()
        {
            List<byte> types = [];
            for (var at = 0; at + 5 <= _bytes.Count; at += 5 + (_bytes[at + 3] << 8) + _bytes[at + 4])
            {
                types.Add(_bytes[at]);
            }

            return types;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            _bytes.AddRange(buffer.Span[..count]);
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var part = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, part.Count);
    }
}
