using System.Net;
using System.Text;
using SignalK.Appliance.Plugins;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class RemotePluginsTests : IDisposable
{
    readonly HttpListener _listener = new();
    readonly List<string> _requests = [];
    readonly Dictionary<string, (int Status, string Body)> _answers = [];
    readonly string _url;

    public RemotePluginsTests()
    {
        _url = Listen();
        _ = ServeAsync();
    }

    public void Dispose() => _listener.Close();

    [Fact]
    public async Task List_OfAServer_BecomesRows()
    {
        _answers["GET /skServer/plugins"] = (200, """
            [{"id":"_a_b","packageName":"@a/b","name":"B","version":"1.0.0","type":"wasm","state":"running","statusMessage":"","data":{"enabled":true}}]
            """);
        using var server = new RemotePlugins(_url, token: null);

        var answer = await server.ListAsync();

        Assert.Equal(
            """[{"id":"_a_b","packageName":"@a/b","name":"B","version":"1.0.0","type":"wasm","enabled":true,"state":"running","statusMessage":""}]""",
            answer.Data!.ToJsonString());
    }

    [Fact]
    public async Task Act_ByPackageName_AsksForTheDerivedId()
    {
        _answers["POST /skServer/plugins/_a_b/enable"] = (200, """{"state":"COMPLETED","statusCode":200,"message":"@a/b runs"}""");
        using var server = new RemotePlugins(_url, "secret");

        Assert.Equal(new PluginAnswer(true, "@a/b runs"), await server.ActAsync(PluginAction.Enable, "@a/b"));
        Assert.Equal("POST /skServer/plugins/_a_b/enable Bearer secret ", Assert.Single(_requests));
    }

    [Fact]
    public async Task Install_SendsThePackageAndItsIntegrity()
    {
        _answers["POST /skServer/plugins/install?integrity=sha512-a%2Bb%3D%3D"] = (500, """{"state":"FAILED","message":"it does not run"}""");
        using var server = new RemotePlugins(_url, token: null);

        var answer = await server.InstallAsync(new MemoryStream("package"u8.ToArray()), "sha512-a+b==", CancellationToken.None);

        Assert.Equal(new PluginAnswer(false, "it does not run"), answer);
        Assert.EndsWith(" package", Assert.Single(_requests));
    }

    [Fact]
    public async Task Refusal_ForWantOfALogin_SaysHowToLogIn()
    {
        _answers["DELETE /skServer/plugins/a?data=delete"] = (401, """{"state":"FAILED","statusCode":401,"message":"Unauthorized"}""");
        using var server = new RemotePlugins(_url, token: null);

        Assert.Contains("--user", (await server.RemoveAsync("a", deleteData: true)).Message);
    }

    [Fact]
    public async Task Login_WithAPassword_IsUsedFromThenOn()
    {
        _answers["POST /signalk/v1/auth/login"] = (200, """{"token":"fresh","timeToLive":3600}""");
        _answers["GET /skServer/plugins"] = (200, "[]");
        using var server = new RemotePlugins(_url, token: null);

        Assert.Null(await server.LoginAsync("skipper", "pass"));
        Assert.True((await server.ListAsync()).Ok);
        Assert.Contains("Bearer fresh", _requests[1]);
    }

    [Fact]
    public async Task Status_WithACrash_ShowsTheLast()
    {
        _answers["GET /skServer/plugins/a/stats"] = (200, """{"id":"a","state":"disabled","error":"it crashed"}""");
        _answers["GET /skServer/plugins/a/crashes"] = (200, """[{"call":"delta_handler"},{"call":"poll"}]""");
        using var server = new RemotePlugins(_url, token: null);

        var answer = await server.StatusAsync("a");

        Assert.Equal("", answer.Message);
        Assert.Equal("""{"id":"a","state":"disabled","error":"it crashed","lastCrash":{"call":"delta_handler"}}""", answer.Data!.ToJsonString());
    }

    [Fact]
    public async Task Answer_ThatIsNone_IsAFailureInOneSentence()
    {
        _answers["GET /skServer/plugins"] = (502, "<html>bad gateway</html>");
        using var server = new RemotePlugins(_url, token: null);
        Assert.StartsWith("502", (await server.ListAsync()).Message);

        _listener.Stop();
        using var gone = new RemotePlugins(_url, token: null);
        var answer = await gone.ListAsync();
        Assert.False(answer.Ok);
        Assert.StartsWith(_url, answer.Message);
    }

    string Listen()
    {
        // HttpListener takes no port 0: some free one, found by trying.
        for (var port = 41_000; ; port++)
        {
            try
            {
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add($"http://localhost:{port}/");
                _listener.Start();
                return $"http://localhost:{port}";
            }
            catch (HttpListenerException) when (port < 41_200)
            {
            }
        }
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            var request = context.Request;
            var body = await new StreamReader(request.InputStream).ReadToEndAsync();
            _requests.Add($"{request.HttpMethod} {request.RawUrl} {request.Headers["Authorization"]} {body}");
            var (status, text) = _answers.GetValueOrDefault($"{request.HttpMethod} {request.RawUrl}", (404, ""));
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            context.Response.Close();
        }
    }
}
