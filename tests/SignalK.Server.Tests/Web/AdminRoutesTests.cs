using SignalK.Plugins;
using SignalK.Server.Tests.Plugins;

namespace SignalK.Server.Tests.Web;

public sealed class AdminRoutesTests : IAsyncLifetime
{
    private readonly string _config = Directory.CreateTempSubdirectory("config").FullName;
    private readonly FakePluginHost _host = new();
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = _config }, plugins: _host);

    public async Task DisposeAsync()
    {
        await _boat.DisposeAsync();
        Directory.Delete(_config, recursive: true);
    }

    [Fact]
    public async Task Admin_WhereItIsInstalled_IsServedWithTheScriptsOfEmbeddedApplications()
    {
        Install("@signalk/server-admin-ui", "signalk-webapp", ("public/index.html", "<head>%ADDONSCRIPTS%</head>"), ("public/app.js", "1"), ("public/img/logo.svg", "<svg/>"));
        Install("gauges", "signalk-embeddable-webapp", ("public/remoteEntry.js", "2"));
        Assert.Equal("<head><script src=\"/gauges/remoteEntry.js\"></script></head>", (await _boat.GetAsync("/admin/")).Text);
        Assert.Equal("1", (await _boat.GetAsync("/admin/app.js")).Text);
        Assert.Equal("<svg/>", (await _boat.GetAsync("/admin/assets/public_src/img/logo.svg")).Text);
        Assert.Equal("/admin/", (await _boat.GetAsync("/admin")).Header("Location"));
        Assert.Equal("/admin/", (await _boat.GetAsync("/@signalk/server-admin-ui")).Header("Location"));
        Assert.Equal(404, (await _boat.GetAsync("/admin/../package.json")).Status);
    }

    [Fact]
    public async Task Admin_WhereItIsNot_SaysSo()
    {
        var answer = await _boat.GetAsync("/admin/");
        Assert.Equal(404, answer.Status);
        Assert.Contains("@signalk/server-admin-ui is not installed", answer.Text);
    }

    [Fact]
    public async Task Settings_SayWhetherPluginsRun()
    {
        Assert.Equal($$"""{"interfaces":{"wasm":true},"options":{},"port":{{_boat.Url.Port}}}""", (await _boat.GetAsync("/skServer/settings")).Text);
        _host.Held = "safe mode";
        Assert.False((await _boat.GetAsync("/skServer/settings")).Json.GetProperty("interfaces").GetProperty("wasm").GetBoolean());
        Assert.Equal("safe mode", (await _boat.GetAsync("/skServer/health")).Json.GetProperty("pluginsHeld").GetString());
    }

    [Fact]
    public async Task FilesOfAPlugin_AreServedUnlessItMayNotBringAny()
    {
        Install("chart", "signalk-webapp", ("public/index.html", "chart"));
        Install("log", "signalk-webapp", ("public/index.html", "log"));
        Install("old", "signalk-webapp", ("index.html", "old"));
        _host.With(new PluginStatus { Id = new PluginId("chart"), Name = "Chart", State = PluginState.Running, Capabilities = """{"staticFiles":false}""" });
        _host.With(new PluginStatus { Id = new PluginId("log"), Name = "Log", State = PluginState.Running, Capabilities = """{"staticFiles":true}""" });
        _host.With(new PluginStatus { Id = new PluginId("old"), Name = "Old", State = PluginState.Unsupported, Capabilities = """{"staticFiles":false}""" });
        Assert.Equal(404, (await _boat.GetAsync("/chart/")).Status);
        Assert.Equal("log", (await _boat.GetAsync("/log/")).Text);
        Assert.Equal("old", (await _boat.GetAsync("/old/")).Text);
        Assert.Equal(["log", "old"], (await _boat.GetAsync("/skServer/webapps")).Json.EnumerateArray().Select(a => a.GetProperty("name").GetString()));
    }

    private void Install(string name, string keyword, params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files.Append(("package.json", $$"""{"name":"{{name}}","keywords":["{{keyword}}"]}""")))
        {
            var file = Path.Combine(_config, "node_modules", name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }
}
