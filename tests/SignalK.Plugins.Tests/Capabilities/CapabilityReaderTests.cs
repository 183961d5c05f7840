using System.Buffers;
using System.Text;
using System.Text.Json;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Tests.Capabilities;

public class CapabilityReaderTests
{
    [Fact]
    public void Requested_Absent_IsWhatUpstreamImplies()
    {
        var (set, faults) = Requested("null");

        Assert.Equal(CapabilitySet.Implied, set);
        Assert.Empty(faults);
    }

    [Fact]
    public void Requested_ExplicitFalseOrNone_DeniesWhatIsImplied()
    {
        var (set, faults) = Requested("""{"dataRead":false,"storage":"none","httpEndpoints":false,"dataWrite":"none"}""");

        Assert.Empty(faults);
        Assert.Equal([Capability.StaticFiles], CapabilityFacts.All.Where(capability => !set[capability].IsNone));
    }

    [Fact]
    public void Requested_FineGrained_IsCutToItsLists()
    {
        var (set, faults) = Requested("""{"storage":"vfs-only","network":["api.example.org:443"],"dataWrite":["environment.*"],"putHandlers":"steering.*"}""");

        Assert.Empty(faults);
        Assert.True(set[Capability.Storage].IsAll);
        Assert.True(set[Capability.Network].Allows("api.example.org", 443));
        Assert.False(set[Capability.Network].Allows("example.org", 443));
        Assert.True(set[Capability.DataWrite].Allows("environment.wind.speedTrue"));
        Assert.False(set[Capability.DataWrite].Allows("navigation.position"));
        Assert.True(set[Capability.PutHandlers].Allows("steering.autopilot.state"));
    }

    [Fact]
    public void Requested_NotUnderstood_IsReadAsUpstreamReadsItAndReported()
    {
        var (set, faults) = Requested("""{"network":1,"rawSockets":0,"dataRead":{"paths":[]},"radarProvider":["x"],"warpDrive":true}""");

        Assert.True(set[Capability.Network].IsAll && set[Capability.DataRead].IsAll && set[Capability.RadarProvider].IsAll);
        Assert.True(set[Capability.RawSockets].IsNone);
        Assert.Equal(["c.network", "c.rawSockets", "c.dataRead", "c.radarProvider", "c.warpDrive"], faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("""{"network":1}""", Capability.Network)]
    [InlineData("""{"dataWrite":{"paths":["*"]}}""", Capability.DataWrite)]
    [InlineData("""{"network":["host:99999"]}""", Capability.Network)]
    [InlineData("""{"network":[]}""", Capability.Network)]
    [InlineData("""[]""", Capability.DataRead)]
    [InlineData("""{"serialPorts":["/dev/ttyUSB0"]}""", Capability.SerialPorts)]
    public void Grants_NotUnderstood_GrantNothing(string json, Capability capability)
    {
        var (set, _) = Read(json, CapabilityReader.ReadGrants);

        Assert.True(set[capability].IsNone);
    }

    [Fact]
    public void Grants_Silent_GrantAllThatIsAskedButSerialDevices()
    {
        var (set, faults) = Read("{}", CapabilityReader.ReadGrants);

        Assert.Empty(faults);
        Assert.Equal([Capability.SerialPorts], CapabilityFacts.All.Where(capability => !set[capability].IsAll));
    }

    [Fact]
    public void Written_Set_ReadsBackAsItWas()
    {
        var (set, _) = Requested("""{"network":["https://a.example.org","10.0.0.0/8:1-2"],"dataRead":["navigation.*"],"serialPorts":["usb-*"],"storage":false}""");
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            CapabilityWriter.Write(json, set);

        var (again, faults) = Requested(Encoding.UTF8.GetString(buffer.WrittenSpan));

        Assert.Empty(faults);
        Assert.Equal(set, again);
    }

    [Fact]
    public void Rules_Thousands_AreCapped()
    {
        var (set, faults) = Requested($$"""{"dataRead":[{{string.Join(',', Enumerable.Repeat("\"a.*\"", 5000))}}]}""");

        Assert.Equal(256, set[Capability.DataRead].Lists[0].Count);
        Assert.Single(faults);
    }

    [Fact]
    public void Change_OfAnOperator_NamesWhatItChanges()
    {
        Assert.True(CapabilityReader.TryReadChange("""{"network":["a:1"],"serialPorts":true,"dataRead":false}"""u8.ToArray(), out var scopes, out _));

        Assert.Equal([Capability.DataRead, Capability.Network, Capability.SerialPorts], scopes.Keys.Order());
        Assert.True(scopes[Capability.SerialPorts].IsAll && scopes[Capability.DataRead].IsNone && scopes[Capability.Network].Allows("a", 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"network":true,"warp":true}""")]
    [InlineData("""{"network":["a:1","b:99999"]}""")]
    [InlineData("""{"network":["\ud800"]}""")]
    public void Change_HalfUnderstood_ChangesNothing(string json)
    {
        Assert.False(CapabilityReader.TryReadChange(Encoding.UTF8.GetBytes(json), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    static (CapabilitySet Set, List<(string Path, string Reason)> Faults) Requested(string json) => Read(json, CapabilityReader.ReadRequested);

    static (CapabilitySet Set, List<(string Path, string Reason)> Faults) Read(string json, Func<JsonElement, string, FaultSink, CapabilitySet> read)
    {
        List<(string, string)> faults = [];
        using var document = JsonDocument.Parse(json);
        return (read(document.RootElement, "c", (path, reason) => faults.Add((path, reason))), faults);
    }
}
