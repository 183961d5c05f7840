using System.Net;
using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Connections.Options;
using SignalK.Wasm;

namespace SignalK.Appliance.Tests.Configuration;

public class SettingsReaderTests
{
    [Fact]
    public void Read_EmptyObject_IsTheDefaultsAndFindsPortsByItself()
    {
        var (settings, faults) = Read("{}");

        Assert.Empty(faults);
        Assert.Equal(Settings.Default, settings);
        Assert.True(settings.FindSerialPorts);
        Assert.Equal((3000, 10110, 8375, 10110), (settings.HttpPort, settings.Nmea0183Port, settings.StreamPort, settings.UdpPort));
    }

    [Theory]
    [InlineData("{}", WasmEnginePreference.Auto, null)]
    [InlineData("""{ "wasm": { "engine": "auto" } }""", WasmEnginePreference.Auto, null)]
    [InlineData("""{ "wasm": { "engine": "managed" } }""", WasmEnginePreference.Managed, null)]
    [InlineData("""{ "wasm": { "engine": "wasmtime" } }""", WasmEnginePreference.Wasmtime, null)]
    [InlineData("""{ "wasm": { "engine": "steam" } }""", WasmEnginePreference.Auto, "settings.json: wasm.engine: expected auto, managed or wasmtime, found \"steam\"")]
    [InlineData("""{ "wasm": { "engine": 1 } }""", WasmEnginePreference.Auto, "settings.json: wasm.engine: expected a string, found 1")]
    public void Read_WasmEngine_IsOneOfThree(string json, WasmEnginePreference expected, string? fault)
    {
        var (settings, faults) = Read(json);

        Assert.Equal(expected, settings.WasmEngine);
        Assert.Equal(fault, faults.SingleOrDefault()?.ToString());
    }

    [Fact]
    public void Read_SeveralThingsWrong_ReportsEachWithItsPathAndUsesTheRest()
    {
        var (settings, faults) = Read("""
            {
              "port": "three",
              "pruneContextsMinutes": -1,
              "interfaces": { "tcp": "no" },
              "pipedProviders": [
                7,
                { "id": "a", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "tcp", "host": "mux", "port": 70000 } } }] },
                { "id": "b", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "udp", "port": "2000" } } }] },
                { "id": "b", "pipeElements": [] },
                { "pipeElements": [] }
              ],
              "appliance": { "listen": ["127.0.0.1", "the boat"], "outputs": [{ "to": "mars" }] }
            }
            """);

        Assert.Equal(
        [
            "settings.json: appliance.listen[1]: expected an IP address, found \"the boat\"",
            "settings.json: appliance.outputs[0].to: expected tcp, udp:HOST:PORT or connection:ID, found \"mars\"",
            "settings.json: interfaces.tcp: expected true or false, found \"no\"",
            "settings.json: pipedProviders[0]: expected an object, found 7",
            "settings.json: pipedProviders[1].pipeElements[0].options.subOptions.port: expected a whole number from 1 to 65535, found 70000",
            "settings.json: pipedProviders[3].id: \"b\" is taken by an earlier connection",
            "settings.json: pipedProviders[4].id: is required and missing",
            "settings.json: port: expected a whole number from 0 to 65535, found \"three\"",
            "settings.json: pruneContextsMinutes: expected a number that is not negative, found -1",
        ], faults.Select(fault => fault.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal([new UdpOptions { Id = "b", Port = 2000 }], settings.Connections);
        Assert.Equal(3000, settings.HttpPort);
        Assert.Equal([IPAddress.Loopback], settings.Listen);
    }

    [Fact]
    public void Read_KindsThatWeDontHave_AreWarnedOfByNameAndLeftAlone()
    {
        var (settings, faults) = Read("""
            { "pipedProviders": [
              { "id": "can", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA2000", "subOptions": { "type": "canbus-canboatjs" } } }] },
              { "id": "old", "pipeElements": [{ "type": "providers/gpsd" }, { "type": "providers/liner" }] },
              { "id": "off", "enabled": false, "pipeElements": [{ "type": "providers/simple", "options": { "type": "Seatalk" } }] }
            ] }
            """);

        Assert.Empty(settings.Connections);
        Assert.All(faults, fault => Assert.True(fault.IsWarning));
        Assert.Equal(["pipedProviders[0].pipeElements[0].options.type", "pipedProviders[1].pipeElements"], faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Read_EveryKindOfConnection_BecomesItsOptions()
    {
        var (settings, faults) = Read($$"""
            { "pipedProviders": [
              {{Simple("serial", """ "type": "serial", "device": "/dev/ttyS0", "baudrate": "38400", "toStdout": "nmea0183" """)}},
              {{Simple("auto", """ "type": "serial", "device": "/dev/ttyS1" """)}},
              {{Simple("tcp", """ "type": "tcp", "host": " mux ", "port": 10110, "noDataReceivedTimeout": "30", "validateChecksum": false, "ignoredSentences": ["GSV"] """)}},
              {{Simple("gpsd", """ "type": "gpsd", "host": "localhost", "port": 2947 """)}},
              {{Simple("other", """ "type": "tcp", "host": "cabin", "port": 8375 """).Replace("NMEA0183", "SignalK")}},
              {{Simple("server", """ "type": "tcpserver", "suppress0183event": true """)}}
            ] }
            """);

        Assert.Empty(faults);
        Assert.Equal(
        [
            new SerialOptions { Id = "serial", Device = "/dev/ttyS0", Baud = 38400, Output = new OutputOptions() },
            new SerialOptions { Id = "auto", Device = "/dev/ttyS1" },
            new TcpClientOptions { Id = "tcp", Host = "mux", Port = 10110, NoDataTimeout = TimeSpan.FromSeconds(30), Input = new InputOptions { ValidateChecksum = false, IgnoredSentences = ["GSV"] } },
            new TcpClientOptions { Id = "gpsd", Host = "localhost", Port = 2947, Protocol = TcpProtocol.Gpsd },
            new TcpClientOptions { Id = "other", Host = "cabin", Port = 8375, Protocol = TcpProtocol.SignalK },
            new TcpServerOptions { Id = "server", Input = new InputOptions { PassThrough = false } },
        ], settings.Connections);
        Assert.False(settings.FindSerialPorts);
        Assert.Null(settings.UdpPort);
    }

    [Fact]
    public void Read_PrioritiesOfEitherGeneration_AreRankings()
    {
        const string Rankings = """{ "navigation.position": [{ "sourceRef": "a.GP", "timeout": "" }, { "sourceRef": "b.GP", "timeout": 1500 }], "all": [{ "sourceRef": "*", "timeout": 0 }] }""";
        PrioritySettings expected = new([new PathRanking("navigation.position", [new RankedSource("a.GP", TimeSpan.Zero), new RankedSource("b.GP", TimeSpan.FromSeconds(1.5))])]);

        Assert.Equal(expected, Read($$"""{ "sourcePriorities": {{Rankings}} }""").Settings.Priorities);
        Assert.Equal(expected, SettingsReader.ReadPriorities((JsonObject)JsonNode.Parse($$"""{ "priorityOverrides": {{Rankings}} }""")!, new FaultList("priorities.json")));
    }

    [Fact]
    public void Read_TheSameTwice_IsEqualSoThatNothingRestarts()
    {
        const string Text = """{ "pipedProviders": [{ "id": "a", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "udp", "port": 2000, "ignoredSentences": ["GSV"] } } }] }], "appliance": { "listen": ["::1"], "outputs": [{ "to": "tcp", "allow": ["GP"] }] } }""";

        Assert.Equal(Read(Text).Settings, Read(Text).Settings);
        Assert.NotEqual(Read(Text).Settings, Read(Text.Replace("2000", "2001")).Settings);
    }

    static string Simple(string id, string subOptions) =>
        $$"""{ "id": "{{id}}", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { {{subOptions}} } } }] }""";

    static (Settings Settings, IReadOnlyList<ConfigFault> Faults) Read(string json)
    {
        var faults = new FaultList("settings.json");
        var settings = SettingsReader.Read((JsonObject)JsonNode.Parse(json)!, faults);
        return (settings, faults.Faults);
    }
}
