namespace SignalK.Appliance.Plugins.Scaffold;

/// <summary>A language that <c>signalk plugin new</c> has a template for.</summary>
/// <param name="Name">As on the command line, and of the template's folder.</param>
/// <param name="Sdk">Where each part of the SDK goes: its folder below <c>src/plugin-sdk</c>, and its place in the new plugin.</param>
/// <param name="Build">What an author types to build it.</param>
sealed record PluginLanguage(string Name, IReadOnlyDictionary<string, string> Sdk, string Build)
{
    public static IReadOnlyList<PluginLanguage> All { get; } =
    [
        new("as", Parts("assemblyscript/", "sdk/"), "npm install && npm run build"),
        new("rust", Parts("rust/signalk-plugin/", "sdk/signalk-plugin/"), "npm run build"),
        new("c", Parts("c/", "sdk/"), "npm run build"),
    ];

    static Dictionary<string, string> Parts(string from, string into) => new() { [from] = into, ["wit/"] = "sdk/" };
}
