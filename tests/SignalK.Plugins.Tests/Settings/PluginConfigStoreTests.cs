using System.Text;
using SignalK.Plugins.Settings;

namespace SignalK.Plugins.Tests.Settings;

public sealed class PluginConfigStoreTests : IDisposable
{
    static readonly PluginId s_id = new("@signalk/example");

    readonly TestFolder _folder = new();
    readonly PluginConfigStore _store;

    public PluginConfigStoreTests() => _store = new PluginConfigStore(new PluginPaths(_folder.Path));

    public void Dispose() => _folder.Dispose();

    const string File = "plugin-config-data/_signalk_example.json";

    [Fact]
    public void Read_NoFile_IsOffAndUnconfigured()
    {
        var config = _store.Read(s_id);

        Assert.Equal(PluginConfig.Missing, config);
        Assert.Equal("""{"enableDebug":false}""", config.StartText);
    }

    [Fact]
    public void Change_Whole_IsWrittenAsUpstreamWritesIt()
    {
        Assert.True(Change("""{"enabled":true,"enableDebug":true,"enableLogging":true,"configuration":{"rate":2.50,"name":"Möwe"}}""").Ok);

        Assert.Equal(
            """
            {
              "configuration": {
                "rate": 2.50,
                "name": "Möwe"
              },
              "enabled": true,
              "enableDebug": true
            }
            """, _folder.Read(File));
    }

    [Fact]
    public void Change_Part_LeavesTheRest()
    {
        Change("""{"enabled":true,"configuration":{"a":1}}""");
        Change("""{"enableDebug":true}""");
        Change("""{"enabled":false}""");

        var config = _store.Read(s_id);
        Assert.Equal((false, true), (config.Enabled!.Value, config.EnableDebug));
        Assert.Contains("\"a\": 1", config.Configuration);
    }

    [Fact]
    public void Change_WithoutConfigurationEver_StoresAnEmptyOne()
    {
        Change("""{"enabled":true}""");
        Assert.Equal("{}", _store.Read(s_id).Configuration);

        Change("""{"configuration":{"a":1}}""");
        Change("""{"configuration":null}""");
        Assert.Equal("{}", _store.Read(s_id).Configuration);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"configuration":{"a":"\ud800"}}""")]
    [InlineData("{\"configuration\":\"\xff\"}")]
    public void Change_Broken_IsRefusedAndChangesNothing(string change)
    {
        Change("""{"enabled":true}""");
        var before = _folder.Read(File);

        var outcome = _store.Change(s_id, Encoding.Latin1.GetBytes(change), out var config);

        Assert.False(outcome.Ok);
        Assert.NotNull(outcome.Error);
        Assert.True(config.Enabled);
        Assert.Equal(before, _folder.Read(File));
    }

    [Fact]
    public void Change_OfAFileWithOtherKeys_DropsThemAsUpstream()
    {
        _folder.Write(File, """{"enableLogging":true,"enabled":true,"configuration":{}}""");
        Change("""{"enabled":true}""");

        Assert.DoesNotContain("enableLogging", _folder.Read(File));
    }

    [Fact]
    public void SaveConfiguration_OfAGuest_KeepsEverythingElse()
    {
        _folder.Write(File, """{"enableLogging":true,"configuration":{"old":1},"enabled":false,"own":[1,2]}""");

        Assert.True(_store.SaveConfiguration(s_id, "{\"new\":2}"u8.ToArray()).Ok);

        Assert.Equal(
            """{"configuration":{"new":2},"enableLogging":true,"enabled":false,"own":[1,2]}""",
            _folder.Read(File).Replace("\n", "").Replace(" ", ""));
    }

    [Fact]
    public void SaveConfiguration_WithoutAFile_StartsItEnabled()
    {
        _store.SaveConfiguration(s_id, "{\"new\":2}"u8.ToArray());

        Assert.True(_store.Read(s_id).Enabled);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\xff\"")]
    public void SaveConfiguration_NoJson_IsRefused(string json)
    {
        Assert.False(_store.SaveConfiguration(s_id, Encoding.Latin1.GetBytes(json)).Ok);
        Assert.False(_store.Read(s_id).Exists);
    }

    [Fact]
    public void SaveConfiguration_TooLarge_IsRefused() =>
        Assert.False(_store.SaveConfiguration(s_id, Encoding.UTF8.GetBytes($"\"{new string('x', 1 << 20)}\"")).Ok);

    [Fact]
    public void Read_WithoutEnabledKey_SaysNothingOfIt()
    {
        _folder.Write(File, """{"configuration":{"enableDebug":1,"a":"b"}}""");

        var config = _store.Read(s_id);

        Assert.True(config.Exists);
        Assert.Null(config.Enabled);
        Assert.Equal("""{"a":"b","enableDebug":false}""", config.StartText);
    }

    [Fact]
    public void Read_Broken_FallsBackToTheLastGoodOneAndSaysSo()
    {
        Change("""{"enabled":true,"configuration":{"a":1}}""");
        _folder.Write(File, "{\"enab");

        var config = _store.Read(s_id);

        Assert.True(config.Enabled);
        Assert.Contains("broken", config.Fault);
    }

    [Fact]
    public void Read_BrokenFromTheFirst_IsOff()
    {
        _folder.Write(File, "[true]");

        var config = _store.Read(s_id);

        Assert.Null(config.Enabled);
        Assert.NotNull(config.Fault);
    }

    [Fact]
    public async Task Saves_OfGuestAndOperatorAtOnce_LoseNothing()
    {
        Change("""{"enabled":true}""");
        await Task.WhenAll(
            Task.Run(() => { for (var i = 0; i < 20; i++) _store.SaveConfiguration(s_id, Encoding.UTF8.GetBytes($$"""{"n":{{i}}}""")); }),
            Task.Run(() => { for (var i = 0; i < 20; i++) _store.SetEnabled(s_id, i % 2 == 0, out _); }));

        var config = _store.Read(s_id);
        Assert.False(config.Enabled);
        Assert.Contains("19", config.Configuration);
        Assert.Null(config.Fault);
    }

    SignalK.Core.Storage.WriteOutcome Change(string json) => _store.Change(s_id, Encoding.UTF8.GetBytes(json), out _);
}
