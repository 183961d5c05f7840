using System.Text.Json.Nodes;
using SignalK.Plugins;
using SignalK.Server.Tests.Plugins;

namespace SignalK.Server.Tests.Browser;

/// <summary>Plugins as their owner sees them: on our page, and in upstream's admin interface.</summary>
public sealed class PluginPageTests : IAsyncLifetime
{
    private readonly FakePluginHost _host = new();
    private Boat _boat = null!;

    public async Task InitializeAsync()
    {
        _host.With(new PluginStatus
        {
            Id = new PluginId("@boat/hello"),
            Name = "Hello <i>plugin</i>",
            Version = "1.2.3",
            Description = "Says hello",
            State = PluginState.Running,
            Enabled = true,
            StatusMessage = "Said hello 12 times",
            Schema = """
                {"type":"object","description":"What it says","required":["message"],"properties":{
                "message":{"type":"string","title":"Message","minLength":2},
                "interval":{"type":"number","title":"Interval","minimum":0.5,"maximum":60,"default":1},
                "loud":{"type":"boolean","title":"Loud"},
                "level":{"type":"string","title":"Level","enum":["low","high"],"enumNames":["Low","High"],"default":"low"},
                "paths":{"type":"array","title":"Paths","items":{"type":"string"},"default":["navigation.*"]},
                "targets":{"type":"array","title":"Targets","items":{"$ref":"#/definitions/target"}},
                "odd":{"title":"Odd one","oneOf":[{"type":"string"},{"type":"array"}]}},
                "definitions":{"target":{"type":"object","required":["name"],"properties":{"name":{"type":"string","title":"Name"},"range":{"type":"number","title":"Range"}}}}}
                """,
            Data = """{"configuration":{"message":"hi","hidden":7},"enabled":true,"enableDebug":false}""",
            Requested = """{"dataRead":true,"dataWrite":["navigation.*"],"network":["api.example.org:443"],"serialPorts":true,"storage":false}""",
            Granted = """{"dataRead":true,"dataWrite":true,"network":false,"serialPorts":false,"storage":true}""",
            Capabilities = """{"dataRead":true,"dataWrite":["navigation.*"],"network":false,"serialPorts":false,"storage":false}""",
            Statistics = new PluginStatistics { MemoryBytes = 2_097_152, FuelPerMinute = 1_234_567, MailboxBytes = 2_048, DeltasDropped = 3 },
        });
        _host.With(new PluginStatus
        {
            Id = new PluginId("crasher"),
            Name = "Crasher",
            State = PluginState.Disabled,
            Enabled = true,
            LastError = "crashed 3 times in 60 s",
            Statistics = new PluginStatistics { Crashes = 3 },
        });
        _host.Reports.Add("""{"time":"2026-01-15T12:00:00.000Z","trap":"unreachable","call":"delta_handler"}""");
        _boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = BrowserTools.Folder }, time: TimeProvider.System, plugins: _host);
    }

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [BrowserTheory]
    [InlineData("phone", 360)]
    [InlineData("desktop", 1280)]
    public async Task Page_LetsTheOwnerDoEverything(string name, int width)
    {
        var seen = await BrowserTools.RunAsync("plugins.mjs", _boat.Url.ToString(), Path.Combine(BrowserTools.Folder, $"plugins-{name}.png"), $"{width}");

        Assert.Empty(seen.GetProperty("errors").EnumerateArray());
        Assert.True(seen.GetProperty("overflow").GetInt32() <= 0, "the page is wider than the screen");
        var cards = seen.GetProperty("cards").EnumerateArray().Select(c => c.GetString()!).ToArray();
        Assert.Matches(@"(?s)Crasher.*stopped after crashes.*crashed 3 times in 60 s.*3 crashes", cards[0]);
        Assert.Matches(@"(?s)Hello <i>plugin</i>.*running.*Said hello 12 times.*2\.0 MB memory · 1\.2 M fuel/min.*2 KB waiting · 3 dropped", cards[1]);
        Assert.Equal(["this is needed", "0.5 to 60", "not JSON"], seen.GetProperty("faults").EnumerateArray().Select(f => f.GetString()));
        Assert.StartsWith("Message", seen.GetProperty("focused").GetString());
        Assert.Equal(
            ["reads data of the boat\nwrites: navigation.*", "asks: api.example.org:443\nopens serial devices"],
            seen.GetProperty("words").EnumerateArray().Select(w => w.GetString()));
        Assert.Contains("unreachable", seen.GetProperty("crash").GetString());
        const string Configuration = """
            {"message":"ahoy <b>","hidden":7,"interval":2.5,"loud":true,"level":"high","paths":["navigation.*","environment.*"],"targets":[{"name":"Buoy"}],"odd":[1]}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Configuration), JsonNode.Parse(seen.GetProperty("text").GetRawText())), seen.GetProperty("text").GetRawText());
        Assert.Equal(
            [
                "install ", "reload _boat_hello", "disable _boat_hello", "enable crasher",
                "configure _boat_hello", "configure _boat_hello", "grant _boat_hello", "undo _boat_hello", "remove _boat_hello with data",
            ], _host.Done.Select(d => d.Contains('{') ? d[..d.IndexOf(" {", StringComparison.Ordinal)] : d));
        var saved = JsonNode.Parse(_host.Done[4]["configure _boat_hello ".Length..])!;
        Assert.True((bool)saved["enabled"]! && !(bool)saved["enableDebug"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Configuration), saved["configuration"]), saved.ToJsonString());
        Assert.Equal("as text", (string?)JsonNode.Parse(_host.Done[5]["configure _boat_hello ".Length..])!["configuration"]!["message"]);
        Assert.Equal(
            """grant _boat_hello {"dataRead":false,"dataWrite":["navigation.trip.*","navigation.log"],"network":false,"serialPorts":["/dev/serial/by-id/usb-1"]}""",
            _host.Done[6]);
        Assert.Equal("a package"u8.ToArray(), _host.Installed);
    }

    [BrowserFact]
    public async Task AdminInterface_FromNpm_ConfiguresAPlugin()
    {
        // It sets the schema into one of its own, where no reference finds its definition.
        _host.With(_host.Find("@boat/hello")! with { Schema = """{"type":"object","properties":{"message":{"type":"string","title":"Message"}}}""" });
        var seen = await BrowserTools.RunAsync("admin.mjs", _boat.Url.ToString(), Path.Combine(BrowserTools.Folder, "admin.png"));

        // Its other pages ask for what is not here; this one has what it needs, and nothing of it broke.
        Assert.All(seen.GetProperty("errors").EnumerateArray(), e => Assert.StartsWith("404 ", e.GetString()));
        Assert.DoesNotContain(seen.GetProperty("errors").EnumerateArray(), e => e.GetString()!.Contains("/plugins", StringComparison.Ordinal));
        Assert.Equal(["Crasher", "Hello <i>plugin</i>"], seen.GetProperty("rows").EnumerateArray().Select(r => r.GetString()!.Split('\t')[0]));
        Assert.Equal("hi", seen.GetProperty("before").GetString());
        Assert.True(seen.GetProperty("wasEnabled").GetBoolean());
        Assert.Equal(200, seen.GetProperty("status").GetInt32());
        Assert.Contains("Said hello 12 times", seen.GetProperty("body").GetString());
        var saved = _host.Done.Select(d => JsonNode.Parse(d["configure _boat_hello ".Length..])!).ToArray();
        Assert.Equal("from the admin interface", (string?)saved[0]["configuration"]!["message"]);
        Assert.False((bool)saved[1]["enabled"]!);
    }
}
