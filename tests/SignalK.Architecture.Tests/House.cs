using System.Xml.Linq;

namespace SignalK.Architecture.Tests;

/// <summary>The repository as it lies on disk: its projects, the floors that they stand on, and its sources.</summary>
static class House
{
    /// <summary>A project may use only what stands on a lower floor.</summary>
    public static readonly IReadOnlyDictionary<string, int> Floors = new Dictionary<string, int>
    {
        ["SignalK.Core"] = 0,
        ["SignalK.Nmea0183"] = 1,
        ["SignalK.Nmea2000"] = 1,
        ["SignalK.Wasm"] = 1,
        ["SignalK.Connections"] = 2,
        ["SignalK.Plugins"] = 2,
        ["SignalK.Server"] = 3,
        ["SignalK.Appliance"] = 4,
    };

    public static IEnumerable<string> Projects => Directory.EnumerateFiles(Repository.Of("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(file => !InOutput(file));

    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.Of(folder), "*.cs", SearchOption.AllDirectories).Where(file => !InOutput(file));

    public static IEnumerable<string> References(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    static bool InOutput(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);
}
