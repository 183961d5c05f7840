using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device;
using SignalK.Appliance.Device.Provisioning;

namespace SignalK.Appliance.Tests.Device;

/// <summary>A unit's partitions as folders.</summary>
sealed class Unit : IDisposable
{
    public const int ResultLength = 16 * 1024;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unit");

    public Unit()
    {
        Paths = new DevicePaths(In("owner"), In("data"), In("run"), In("root"));
        foreach (var folder in (string[])[Paths.Card, Paths.Config, Paths.InRoot("usr/share/zoneinfo/Europe")])
            Directory.CreateDirectory(folder);
        File.WriteAllText(Paths.Result, new string(' ', ResultLength));
        foreach (var zone in (string[])["Europe/Helsinki", "Europe/Berlin", "UTC"])
            File.WriteAllText(Paths.InRoot("usr/share/zoneinfo/" + zone), "TZif2");
    }

    public DevicePaths Paths { get; }

    public ConfigPaths Config => new(Paths.Config);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));

    public string Result => File.ReadAllText(Paths.Result);

    /// <summary>The result as one line, however it was wrapped.</summary>
    public string ResultLine => string.Join(' ', Result.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    public string ApplianceJson => File.ReadAllText(Paths.ApplianceJson);

    public JsonObject Settings => (JsonObject)JsonNode.Parse(File.ReadAllText(Config.Settings))!;

    public JsonObject Security => (JsonObject)JsonNode.Parse(File.ReadAllText(Config.Security))!;

    public void Write(string json) => WriteBytes(Encoding.UTF8.GetBytes(json));

    public void WriteBytes(byte[] bytes) => File.WriteAllBytes(Paths.ApplianceJson, bytes);

    public void Card(string name, string content = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Paths.Card, name))!);
        File.WriteAllText(Path.Combine(Paths.Card, name), content);
    }

    /// <summary>A start of the unit.</summary>
    public ResultText Boot()
    {
        Directory.Delete(Paths.Run, recursive: true);
        return Apply();
    }

    public ResultText Apply()
    {
        var result = new Provisioner(Paths, Time).Apply();
        Assert.Equal(ResultLength, new FileInfo(Paths.Result).Length);
        return result;
    }

    public string Run(string name) => File.ReadAllText(Path.Combine(Paths.Run, name));

    public bool HasRun(string name) => File.Exists(Path.Combine(Paths.Run, name));

    public void Dispose() => _folder.Delete(recursive: true);

    string In(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
}
