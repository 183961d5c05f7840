namespace SignalK.Plugins.Tests;

public class PluginIdTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("@signalk/example-hello", "_signalk_example-hello")]
    public void Derived_OfPackageName_ReplacesScopeCharacters(string package, string derived)
    {
        var id = new PluginId(package);
        Assert.Equal(derived, id.Derived);
        Assert.True(id.Matches(package) && id.Matches(derived));
        Assert.False(id.Matches(package + "x"));
    }
}
