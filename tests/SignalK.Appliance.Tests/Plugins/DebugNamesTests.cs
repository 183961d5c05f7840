using SignalK.Appliance.Plugins;

namespace SignalK.Appliance.Tests.Plugins;

public class DebugNamesTests
{
    [Theory]
    [InlineData("signalk:wasm:*", "signalk:wasm:hello", true)]
    [InlineData("*", "signalk:wasm:hello", true)]
    [InlineData("other, signalk:wasm:hello", "signalk:wasm:hello", true)]
    [InlineData("signalk:wasm:*,-signalk:wasm:chatty", "signalk:wasm:chatty", false)]
    [InlineData("signalk:streams", "signalk:wasm:hello", false)]
    [InlineData("", "signalk:wasm:hello", false)]
    [InlineData(null, "signalk:wasm:hello", false)]
    public void Covers_Name_AsAskedFor(string? text, string name, bool covered) => Assert.Equal(covered, DebugNames.From(text).Covers(name));
}
