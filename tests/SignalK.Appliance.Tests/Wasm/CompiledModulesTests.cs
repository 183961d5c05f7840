using SignalK.Appliance.Wasm;

namespace SignalK.Appliance.Tests.Wasm;

public class CompiledModulesTests
{
    [Theory]
    [InlineData("CACHE_DIRECTORY=/var/cache/boat:/var/cache/other XDG_CACHE_HOME=/xdg HOME=/home/a", false, "/var/cache/boat/wasm")]
    [InlineData("XDG_CACHE_HOME=/xdg HOME=/home/a", true, "/xdg/signalk/wasm")]
    [InlineData("XDG_CACHE_HOME=relative HOME=/home/a", false, "/home/a/.cache/signalk/wasm")]
    [InlineData("HOME=/root", true, "/var/cache/signalk/wasm")]
    [InlineData("", false, "/var/cache/signalk/wasm")]
    public void Directory_EnvironmentAndUser_DecideThePlace(string variables, bool system, string expected)
    {
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(expected, CompiledModules.Directory(environment.GetValueOrDefault, system));
    }
}
