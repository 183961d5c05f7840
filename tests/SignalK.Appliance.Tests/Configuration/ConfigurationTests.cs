using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;

namespace SignalK.Appliance.Tests.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("config");

    ConfigPaths Paths => new(Path.Combine(_folder.FullName, ".signalk"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_FirstStart_MakesAnIdentityAndKeepsIt()
    {
        var first = Load();
        var second = Load();

        Assert.Empty(first.Faults);
        Assert.StartsWith("vessels.urn:mrn:signalk:uuid:", first.Self.Context);
        Assert.Equal(first.Self, second.Self);
    }

    [Fact]
    public void Load_ForACheck_WritesNothing()
    {
        Appliance.Configuration.Configuration.Load(Paths, new Overrides(), readOnly: true);

        Assert.False(Directory.Exists(Paths.Directory));
    }

    [Fact]
    public void Load_BaseDeltasOfUpstream_GiveNameAndMmsi()
    {
        Write(Paths.BaseDeltas, """[{"context":"vessels.self","updates":[{"values":[{"path":"","value":{"name":"Peer","mmsi":"230099999"}}]}]},{"context":"vessels.self","updates":[{"values":[{"path":"design.draft","value":{"maximum":1.7}}]}]}]""");

        var configuration = Load();

        Assert.Empty(configuration.Faults);
        Assert.Equal(("vessels.urn:mrn:imo:mmsi:230099999", "Peer"), (configuration.Self.Context, configuration.Self.Name));
        Assert.Equal(2, configuration.BaseDeltaTexts().Count);
    }

    [Fact]
    public void Load_OldDefaults_BecomeBaseDeltas()
    {
        Write(Paths.Defaults, """{"vessels":{"self":{"name":"Old","mmsi":"230099999","design":{"draft":{"value":{"maximum":1.7},"meta":{"units":"m"}}},"communication":{"callsignVhf":"OH1234"}}}}""");

        var configuration = Load();

        Assert.Equal("Old", configuration.Self.Name);
        var text = File.ReadAllText(Paths.BaseDeltas);
        Assert.Contains("OH1234", text);
        Assert.Equal(
            ["", "communication.callsignVhf", "design.draft", "design.draft"],
            JsonNode.Parse(text)!.AsArray().SelectMany(delta => delta!["updates"]![0]!.AsObject().SelectMany(kind => kind.Value!.AsArray().Select(entry => entry!["path"]!.ToString()))).Order());
        Assert.True(File.Exists(Paths.Defaults));
    }

    [Fact]
    public void Load_BrokenFiles_StartsWithDefaultsAndNamesEach()
    {
        Write(Paths.Settings, "{ \"port\": ");
        Write(Paths.BaseDeltas, "{}");
        Write(Paths.Priorities, "no");

        var configuration = Load();

        Assert.Equal(Settings.Default, configuration.Settings);
        Assert.StartsWith("urn:mrn:signalk:uuid:", configuration.Self.Urn);
        Assert.Equal(["baseDeltas.json", "priorities.json", "settings.json"], configuration.Faults.Select(fault => fault.File).Distinct().Order());
    }

    [Fact]
    public void Load_BadIdentity_IsReportedAndLeftAsItWasWritten()
    {
        Write(Paths.BaseDeltas, """[{"context":"vessels.self","updates":[{"values":[{"path":"","value":{"mmsi":"12","uuid":"mine"}}]}]}]""");

        var configuration = Load();

        Assert.Equal(["mmsi", "uuid"], configuration.Faults.Select(fault => fault.Path));
        Assert.StartsWith("urn:mrn:signalk:uuid:", configuration.Self.Urn);
        Assert.Contains("mine", File.ReadAllText(Paths.BaseDeltas));
    }

    [Fact]
    public void ChangeBaseDeltas_Meta_IsKeptBesideWhatWeDontKnow()
    {
        Write(Paths.BaseDeltas, """[{"context":"vessels.self","updates":[{"values":[{"path":"","value":{"name":"Peer","mmsi":"230099999"}}]}],"ours":1}]""");
        var configuration = Load();

        Assert.True(configuration.ChangeBaseDeltas(deltas => deltas.SetMeta("navigation.speedOverGround", new JsonObject { ["displayName"] = "SOG" })).Ok);

        var document = JsonNode.Parse(File.ReadAllText(Paths.BaseDeltas))!.AsArray();
        Assert.Equal("1", document[0]!["ours"]!.ToString());
        Assert.Equal("SOG", new BaseDeltas(document).GetMeta("navigation.speedOverGround")!["displayName"]!.ToString());
    }

    [Theory]
    [InlineData("/a", "/b", "/home/c", "/a")]
    [InlineData(null, "/b", "/home/c", "/b")]
    [InlineData(null, null, "/home/c", "/home/c/.signalk")]
    [InlineData("", "", "/home/c", "/home/c/.signalk")]
    public void Resolve_ByPrecedence_OptionThenEnvironmentThenHome(string? option, string? variable, string home, string expected) =>
        Assert.Equal(expected, ConfigPaths.Resolve(option, name => name == "HOME" ? home : variable).Directory);

    [Fact]
    public void FromEnvironment_Ports_OverruleTheFileAndBadOnesAreReported()
    {
        var environment = new Dictionary<string, string> { ["PORT"] = "0", ["NMEA0183PORT"] = "2000", ["TCPSTREAMPORT"] = "many", ["UDPPORT"] = "" };
        var faults = new FaultList("environment");

        var settings = Overrides.FromEnvironment(environment.GetValueOrDefault, faults).Over(Settings.Default);

        Assert.Equal((0, 2000, 8375, 10110), (settings.HttpPort, settings.Nmea0183Port, settings.StreamPort, settings.UdpPort));
        Assert.Equal(["TCPSTREAMPORT"], faults.Faults.Select(fault => fault.Path));
    }

    Appliance.Configuration.Configuration Load() => Appliance.Configuration.Configuration.Load(Paths, new Overrides());

    static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
