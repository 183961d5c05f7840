using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace SignalK.Server.Tests.Web;

public sealed class WebAppsTests : IAsyncLifetime
{
    private const string App = "/@signalk/instruments/";
    private readonly string _config = Directory.CreateTempSubdirectory("config").FullName;
    private Boat _boat = null!;

    public async Task InitializeAsync()
    {
        Install("@signalk/instruments", """{"name":"@signalk/instruments","version":"1.0.0","description":"Gauges","license":"MIT","author":{"name":"A. Sailor"},"keywords":["signalk-webapp"]}""");
        Install("plain-app", """{"name":"plain-app","version":"2.0.0","author":"B","keywords":["x","signalk-webapp"]}""");
        Install("a-plugin", """{"name":"a-plugin","version":"1.0.0","keywords":["signalk-node-server-plugin"]}""");
        Install("broken", """{"name":"broken", signalk-webapp""");
        Write("@signalk/instruments/public/index.html", "<h1>Gauges</h1>");
        Write("@signalk/instruments/public/app.js", new string(';', 5_000));
        Write("@signalk/instruments/public/font.woff2", "0123456789");
        Write("@signalk/instruments/public/sub/index.html", "sub");
        Write("@signalk/instruments/public/.hidden", "no");
        Write("@signalk/instruments/secret.txt", "no");
        Write("a-plugin/public/index.html", "no");
        File.CreateSymbolicLink(PathOf("@signalk/instruments/public/escape.txt"), PathOf("@signalk/instruments/secret.txt"));
        File.CreateSymbolicLink(PathOf("@signalk/instruments/public/same.js"), PathOf("@signalk/instruments/public/app.js"));
        Directory.CreateSymbolicLink(PathOf("@signalk/instruments/public/up"), _config);
        _boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = _config });
    }

    public async Task DisposeAsync()
    {
        await _boat.DisposeAsync();
        Directory.Delete(_config, recursive: true);
    }

    [Fact]
    public async Task Get_AppsList_NamesWebAppsAlone()
    {
        Assert.Equal(
            """[{"name":"@signalk/instruments","version":"1.0.0","description":"Gauges","location":"/@signalk/instruments/","license":"MIT","author":"A. Sailor"},"""
            + """{"name":"plain-app","version":"2.0.0","description":null,"location":"/plain-app/","license":null,"author":"B"}]""",
            (await _boat.GetAsync("/signalk/v1/apps/list")).Text);
        Assert.Equal("signalk-webapp", (await _boat.GetAsync("/skServer/webapps")).Json[0].GetProperty("keywords")[0].GetString());
    }

    [Fact]
    public async Task Get_AppsList_AfterAnInstallation_HasTheNewOne()
    {
        Assert.Equal(2, (await _boat.GetAsync("/signalk/v1/apps/list")).Json.GetArrayLength());

        Install("@signalk/another", """{"name":"@signalk/another","keywords":["signalk-webapp"]}""");
        Directory.SetLastWriteTimeUtc(PathOf("@signalk"), DateTime.UtcNow.AddSeconds(5));

        Assert.Equal(3, (await _boat.GetAsync("/signalk/v1/apps/list")).Json.GetArrayLength());
    }

    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("index.html", "text/html; charset=utf-8")]
    [InlineData("app.js", "text/javascript; charset=utf-8")]
    [InlineData("same.js", "text/javascript; charset=utf-8")]
    [InlineData("font.woff2", "font/woff2")]
    [InlineData("sub/", "text/html; charset=utf-8")]
    public async Task Get_File_HasItsType(string file, string type)
    {
        var answer = await _boat.GetAsync(App + file);

        Assert.Equal(200, answer.Status);
        Assert.Equal(type, answer.Header("Content-Type"));
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.NotNull(answer.Header("ETag"));
    }

    [Fact]
    public async Task Get_NameWithoutSlash_GoesToTheFolder()
    {
        var answer = await _boat.GetAsync("/@signalk/instruments?x=1");

        Assert.Equal((302, "/@signalk/instruments/?x=1"), (answer.Status, answer.Header("Location")));
    }

    // Sent as they are over a socket: a client would tidy them up first.
    [Theory]
    [InlineData("/@signalk/instruments/../secret.txt")]
    [InlineData("/@signalk/instruments/%2e%2e/secret.txt")]
    [InlineData("/@signalk/instruments/..%2fsecret.txt")]
    [InlineData("/@signalk/instruments/sub/../../secret.txt")]
    [InlineData("/@signalk/instruments/..%5csecret.txt")]
    [InlineData("/@signalk/instruments//secret.txt")]
    [InlineData("/@signalk/instruments//etc/passwd")]
    [InlineData("/@signalk/instruments/%2fetc/passwd")]
    [InlineData("/@signalk/instruments/escape.txt")]
    [InlineData("/@signalk/instruments/up/node_modules/a-plugin/package.json")]
    [InlineData("/@signalk/instruments/.hidden")]
    [InlineData("/@signalk/instruments/nosuch.js")]
    [InlineData("/@signalk/instruments/app.js%00.html")]
    [InlineData("/a-plugin/index.html")]
    [InlineData("/@signalk/")]
    [InlineData("/@signalk")]
    [InlineData("/@")]
    public async Task Get_AnythingOutsideOfPublic_IsNotThere(string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_boat.Url.Host, _boat.Url.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());

        var answer = await reader.ReadToEndAsync();

        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
        Assert.DoesNotContain("\r\n\r\nno", answer);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-50", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=5-100", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    [InlineData("bytes=-0", 416, null, "bytes */10")]
    [InlineData("bytes=3-1", 200, "0123456789", null)]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("bytes=x", 200, "0123456789", null)]
    [InlineData("lines=1-2", 200, "0123456789", null)]
    public async Task Get_Range_IsThatPart(string range, int status, string? body, string? contentRange)
    {
        var answer = await _boat.GetAsync(App + "font.woff2", ("Range", range));

        Assert.Equal(status, answer.Status);
        Assert.Equal(contentRange, answer.Header("Content-Range"));
        if (body is not null)
        {
            Assert.Equal(body, answer.Text);
        }
    }

    [Fact]
    public async Task Get_Unchanged_Is304AndAnotherVersionIsSentWhole()
    {
        var tag = (await _boat.GetAsync(App + "font.woff2")).Header("ETag")!;

        Assert.Equal(304, (await _boat.GetAsync(App + "font.woff2", ("If-None-Match", $"\"other\", {tag}"))).Status);
        Assert.Equal(206, (await _boat.GetAsync(App + "font.woff2", ("Range", "bytes=0-1"), ("If-Range", tag))).Status);
        Assert.Equal(200, (await _boat.GetAsync(App + "font.woff2", ("Range", "bytes=0-1"), ("If-Range", "\"other\""))).Status);
        File.WriteAllText(PathOf("@signalk/instruments/public/font.woff2"), "changed");
        Assert.Equal(200, (await _boat.GetAsync(App + "font.woff2", ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task Get_ScriptWithGzipAccepted_IsCompressedUnderATagOfItsOwn()
    {
        var plain = await _boat.GetAsync(App + "app.js");
        var zipped = await _boat.GetAsync(App + "app.js", ("Accept-Encoding", "gzip"));

        Assert.Equal("gzip", zipped.Header("Content-Encoding"));
        Assert.NotEqual(plain.Header("ETag"), zipped.Header("ETag"));
        using var unzip = new StreamReader(new GZipStream(new MemoryStream(zipped.Body), CompressionMode.Decompress));
        Assert.Equal(plain.Text, await unzip.ReadToEndAsync());
        var head = await _boat.SendAsync(HttpMethod.Head, App + "app.js", null);
        Assert.Equal((200, "5000", 0), (head.Status, head.Header("Content-Length"), head.Body.Length));
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/page/page.js", "text/javascript; charset=utf-8")]
    [InlineData("/page/page.css", "text/css; charset=utf-8")]
    public async Task Get_ThePage_IsInTheBinaryAndLoadsNothingFromElsewhere(string path, string type)
    {
        var answer = await _boat.GetAsync(path);

        Assert.Equal((200, type), (answer.Status, answer.Header("Content-Type")));
        Assert.StartsWith("default-src 'none'; script-src 'self'", answer.Header("Content-Security-Policy"));
        Assert.DoesNotMatch("(src|href)=\"https?://", answer.Text);
        Assert.Equal(304, (await _boat.GetAsync(path, ("If-None-Match", answer.Header("ETag")!))).Status);
    }

    [Fact]
    public async Task Get_ThePagesFiles_AreAllThere()
    {
        foreach (var file in Directory.GetFiles(Repository.Of("src/SignalK.Server/Web/Page")).Select(Path.GetFileName))
        {
            Assert.Equal(200, (await _boat.GetAsync(file == "index.html" ? "/" : $"/page/{file}")).Status);
        }
    }

    private string PathOf(string name) => Path.Combine(_config, "node_modules", name);

    private void Install(string package, string json) => Write($"{package}/package.json", json);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }
}
