using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Plugins.Events;

namespace SignalK.Plugins.Tests.Events;

public sealed class PluginEventsTests
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
    readonly ServerEvents _events;
    int _wakes;

    public PluginEventsTests() => _events = new ServerEvents(_time);

    [Fact]
    public void Publish_ToASubscriber_ArrivesInTheShapeOfTheAbi()
    {
        var plugin = Running("one", "[\"SERVERSTATISTICS\"]");

        _events.Publish("SERVERSTATISTICS", "{\"deltaRate\":1}"u8);
        _events.Publish("VESSEL_INFO", "{}"u8);

        Assert.Equal(["""{"type":"SERVERSTATISTICS","data":{"deltaRate":1},"timestamp":1700000000000}"""], All(plugin));
        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void PublishText_Sentence_IsAJsonString()
    {
        var plugin = Running("one", "[]");

        _events.PublishText("nmea0183", "$GPTXT,\"quoted\"\\*00"u8);

        Assert.Equal(["""{"type":"nmea0183","data":"$GPTXT,\"quoted\"\\*00","timestamp":1700000000000}"""], All(plugin));
    }

    [Fact]
    public void Emit_AnyName_GetsThePrefixAndSaysWhoItIsFrom()
    {
        var (one, other) = (Running("one", "[]"), Running("@scope/other", "[]"));

        Assert.True(other.Emit("anchor", "{\"set\":true}"u8));
        Assert.True(other.Emit("PLUGIN_again", ""u8));
        Assert.True(other.Emit("SERVERSTATISTICS", "1"u8));
        Assert.True(other.Emit("nmea2000out", "\"x\""u8));

        Assert.Equal(
            [
                """{"type":"PLUGIN_anchor","data":{"set":true},"timestamp":1700000000000,"from":"@scope/other"}""",
                """{"type":"PLUGIN_again","data":null,"timestamp":1700000000000,"from":"@scope/other"}""",
                """{"type":"PLUGIN_SERVERSTATISTICS","data":1,"timestamp":1700000000000,"from":"@scope/other"}""",
                """{"type":"nmea2000out","data":"x","timestamp":1700000000000,"from":"@scope/other"}""",
            ],
            All(one));
        Assert.Empty(All(other));
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("with space", "1")]
    [InlineData("line\nend", "1")]
    [InlineData("x", "{")]
    [InlineData("x", "1 2")]
    [InlineData("x", "not json")]
    [InlineData("x", "\"\\ud800\"")]
    public void Emit_NoNameOrNoJson_IsRefused(string type, string data)
    {
        var (one, other) = (Running("one", "[]"), Running("other", "[]"));

        Assert.False(other.Emit(type, Encoding.UTF8.GetBytes(data)));
        Assert.False(other.Emit("x", [0x22, 0xff, 0x22]));
        Assert.Empty(All(one));
    }

    [Fact]
    public void Emit_TooLong_IsRefused() => Assert.False(Running("one", "[]").Emit("x", Encoding.UTF8.GetBytes($"\"{new string('x', 65 << 10)}\"")));

    [Fact]
    public void Emit_Flood_IsHeldToItsRate()
    {
        var (one, other) = (Running("one", "[]"), Running("other", "[]"));

        Assert.Equal(100, Enumerable.Range(0, 1000).Count(_ => other.Emit("x", "1"u8)));
        Assert.Equal(900, other.Refused);
        Assert.Equal(100, All(one).Count);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.True(other.Emit("x", "1"u8));
    }

    [Fact]
    public void Emit_WithASink_GoesThereFirst()
    {
        var (one, other) = (Running("one", "[]"), Running("other", "[]"));
        List<string> sent = [];
        _events.AddSink("nmea0183out", (from, data) =>
        {
            sent.Add(from + Encoding.UTF8.GetString(data));
            return data[0] == '"';
        });

        Assert.True(other.Emit("nmea0183out", "\"$GPRMC\""u8));
        Assert.False(other.Emit("nmea0183out", "5"u8));

        Assert.Equal(["other\"$GPRMC\"", "other5"], sent);
        Assert.Single(All(one));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("[\"a\"")]
    [InlineData("[\"a\"] []")]
    [InlineData("[\"\\ud800\"]")]
    public void Subscribe_WhatIsNoListOfNames_IsRefused(string types) => Assert.False(Begun("one").Subscribe(Encoding.UTF8.GetBytes(types)));

    [Fact]
    public void Capability_ScopedToNames_IsHeldTo()
    {
        var other = Running("other", "[]");
        var plugin = Begun("one", type => type is "nmea0183" or "PLUGIN_mine");

        Assert.False(plugin.Subscribe("[\"nmea0183\",\"nmea0183out\"]"u8));
        Assert.True(plugin.Subscribe("[]"u8));
        _events.Publish("nmea0183out", "1"u8);
        _events.Publish("nmea0183", "2"u8);
        Assert.Single(All(plugin));
        All(other);
        Assert.True(plugin.Emit("mine", "3"u8));
        Assert.False(plugin.Emit("nmea0183out", "4"u8));
        Assert.Single(All(other));
        Assert.Equal("[\"nmea0183\"]", Allowed(plugin));
    }

    [Fact]
    public void WriteAllowed_NamesWhatExistsHere()
    {
        _events.AddFeed("VESSEL_INFO", () => new Feed());

        Assert.StartsWith("[\"VESSEL_INFO\",\"nmea0183\",\"nmea0183out\"", Allowed(Begun("one")));
        Assert.DoesNotContain("SERVERMESSAGE", Allowed(Begun("one")));
    }

    [Fact]
    public void Feed_RunsOnlyWhileSomebodyListens()
    {
        var feed = new Feed();
        var starts = 0;
        _events.AddFeed("VESSEL_INFO", () =>
        {
            starts++;
            feed.IsRunning = true;
            return feed;
        });
        var (one, other) = (Begun("one"), Begun("other"));
        one.Subscribe("[\"nmea0183\"]"u8);
        Assert.False(feed.IsRunning);

        one.Subscribe("[\"VESSEL_INFO\"]"u8);
        other.Subscribe("[]"u8);
        Assert.True(feed.IsRunning);
        one.Dispose();
        Assert.True(feed.IsRunning);
        other.Subscribe("[\"nmea0183\"]"u8);
        Assert.False(feed.IsRunning);
        other.Subscribe("[]"u8);
        Assert.Equal(2, starts);
    }

    [Fact]
    public void Reload_KeepsTheLastHundredInOrder()
    {
        var plugin = Running("one", "[\"nmea0183\"]");
        plugin.Hold();
        for (var i = 0; i < 150; i++)
            _events.Publish("nmea0183", Encoding.UTF8.GetBytes($"{i}"));

        Assert.Equal(100, plugin.Waiting);
        plugin.Begin(static _ => true);
        plugin.Subscribe("[\"nmea0183\"]"u8);
        plugin.Resume();
        _events.Publish("nmea0183", "150"u8);

        Assert.Equal(Enumerable.Range(50, 101).Select(i => $$"""{"type":"nmea0183","data":{{i}},"timestamp":1700000000000}"""), All(plugin));
        Assert.Equal(50, plugin.Dropped);
    }

    [Fact]
    public void Reload_NewVersionListensToLess_ForgetsTheRest()
    {
        var plugin = Running("one", "[]");
        plugin.Hold();
        _events.Publish("nmea0183", "1"u8);
        _events.Publish("VESSEL_INFO", "2"u8);
        plugin.Begin(static _ => true);
        plugin.Subscribe("[\"VESSEL_INFO\"]"u8);
        plugin.Resume();

        Assert.Single(All(plugin));
        plugin.Hold();
        _events.Publish("VESSEL_INFO", "3"u8);
        plugin.Begin(static _ => true);
        plugin.Resume();
        _events.Publish("VESSEL_INFO", "4"u8);
        Assert.Empty(All(plugin));
    }

    [Fact]
    public void Waiting_TooManyOrTooLong_DropsTheOldest()
    {
        var plugin = Running("one", "[]");
        for (var i = 0; i < 1500; i++)
            _events.Publish("nmea0183", "1"u8);
        Assert.Equal((1000, 500), (plugin.Waiting, plugin.Dropped));

        var large = Encoding.UTF8.GetBytes($"\"{new string('x', 60_000)}\"");
        for (var i = 0; i < 10; i++)
            _events.Publish("nmea0183", large);
        Assert.Equal(4, plugin.Waiting);
    }

    static List<string> All(PluginEvents plugin)
    {
        List<string> all = [];
        while (plugin.TryTake(out var json))
            all.Add(Encoding.UTF8.GetString(json.Span));
        return all;
    }

    static string Allowed(PluginEvents plugin)
    {
        var json = new ArrayBufferWriter<byte>();
        plugin.WriteAllowed(json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    PluginEvents Begun(string id, Func<string, bool>? may = null)
    {
        var plugin = new PluginEvents(_events, id, () => _wakes++, _time);
        plugin.Begin(may ?? (static _ => true));
        return plugin;
    }

    PluginEvents Running(string id, string types)
    {
        var plugin = Begun(id);
        Assert.True(plugin.Subscribe(Encoding.UTF8.GetBytes(types)));
        plugin.Resume();
        return plugin;
    }

    sealed class Feed : IDisposable
    {
        public bool IsRunning { get; set; }

        public void Dispose() => IsRunning = false;
    }
}
