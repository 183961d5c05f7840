using SignalK.Plugins;
using SignalK.Server.Tests.Plugins;

namespace SignalK.Server.Tests.Rest;

public sealed class FeaturesTests
{
    [Theory]
    [InlineData("", """{"apis":["resources","weather","radar"],"plugins":[{"id":"off","name":"Off","version":"","enabled":false},{"id":"on","name":"On","version":"","enabled":true}]}""")]
    [InlineData("?enabled=1", """{"apis":["resources","weather","radar"],"plugins":[{"id":"on","name":"On","version":"","enabled":true}]}""")]
    [InlineData("?enabled=false", """{"apis":[],"plugins":[{"id":"off","name":"Off","version":"","enabled":false}]}""")]
    public async Task Features_NameApisAndPlugins(string query, string expected)
    {
        var host = new FakePluginHost().With(new PluginStatus { Id = new PluginId("on"), Name = "On", State = PluginState.Running, Enabled = true })
            .With(new PluginStatus { Id = new PluginId("off"), Name = "Off", State = PluginState.Stopped });
        await using var boat = await Boat.StartAsync(plugins: host);
        Assert.Equal(expected, (await boat.GetAsync($"/signalk/v2/features{query}")).Text);
    }

    [Fact]
    public async Task Discovery_NamesBothVersions()
    {
        await using var boat = await Boat.StartAsync();
        var endpoints = (await boat.GetAsync("/signalk", ("Host", "boat.local"))).Json.GetProperty("endpoints");
        Assert.Equal("http://boat.local/signalk/v2/api/", endpoints.GetProperty("v2").GetProperty("signalk-http").GetString());
    }
}
