using System.Text;
using SignalK.Appliance.Plugins;
using SignalK.Connections.Bus;
using SignalK.Plugins.Events;
using SignalK.TestKit;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class SentenceEventsTests
{
    readonly SentenceBus _bus = new();
    readonly ServerEvents _events = new(TimeProvider.System);
    readonly List<string> _sent = [];

    public SentenceEventsTests()
    {
        SentenceEvents.Wire(_events, _bus);
    }

    [Fact]
    public void Nmea0183_IsHeardOnlyWhileSubscribed()
    {
        var connection = new object();
        Assert.False(_bus.HasReaders(connection));
        var plugin = Running("one", "[\"nmea0183\"]");
        Assert.True(_bus.HasReaders(connection));

        _bus.Publish(connection, Encoding.ASCII.GetBytes(Sentences.Depth(1)));

        Assert.Contains($"\"data\":\"{Sentences.Depth(1)}\"", Next(plugin));
        plugin.Dispose();
        Assert.False(_bus.HasReaders(connection));
    }

    [Fact]
    public void Nmea0183Out_ReachesTheBusButIsNoInput()
    {
        using var listening = _bus.Listen((_, line) => _sent.Add(Encoding.ASCII.GetString(line)));
        var (one, other) = (Running("one", "[]"), Running("other", "[]"));

        Assert.True(other.Emit("nmea0183out", Encoding.UTF8.GetBytes($"\"{Sentences.Depth(2)}\\r\\n\"")));

        Assert.Equal([Sentences.Depth(2)], _sent);
        Assert.Contains("\"type\":\"nmea0183out\"", Next(one));
        Assert.Null(Next(one));
        Assert.Null(Next(other));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"\"")]
    [InlineData("\"$\"")]
    [InlineData("\"GPRMC,no start\"")]
    [InlineData("\"$GPTXT,two\\r\\n$GPTXT,lines\"")]
    [InlineData("\"$GPTXT,caf\\u00e9\"")]
    [InlineData("{\"line\":\"$GPTXT\"}")]
    public void Nmea0183Out_WhatIsNoSentence_IsRefused(string data)
    {
        using var listening = _bus.Listen((_, line) => _sent.Add(Encoding.ASCII.GetString(line)));

        Assert.False(Running("one", "[]").Emit("nmea0183out", Encoding.UTF8.GetBytes(data)));
        Assert.Empty(_sent);
    }

    static string? Next(PluginEvents plugin) => plugin.TryTake(out var json) ? Encoding.UTF8.GetString(json.Span) : null;

    PluginEvents Running(string id, string types)
    {
        var plugin = new PluginEvents(_events, id, static () => { }, TimeProvider.System);
        plugin.Begin(static _ => true);
        Assert.True(plugin.Subscribe(Encoding.UTF8.GetBytes(types)));
        plugin.Resume();
        return plugin;
    }
}
