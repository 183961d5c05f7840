using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace SignalK.BlackBox.Tests;

public sealed class RunTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Run_EmptyDirectory_AnswersAndKeepsItsIdentity()
    {
        string self;
        await using (var first = await ApplianceProcess.StartAsync(_config.Path))
        {
            self = (await first.GetAsync("/signalk/v1/api/self")).ToString();
            Assert.StartsWith("vessels.urn:mrn:signalk:uuid:", self);
            Assert.Equal(first.Stream.Port, new Uri((await first.GetAsync("/signalk"))["endpoints"]!["v1"]!["signalk-tcp"]!.ToString()).Port);
            await first.StopAsync();
        }

        await using var second = await ApplianceProcess.StartAsync(_config.Path);
        Assert.Equal(self, (await second.GetAsync("/signalk/v1/api/self")).ToString());
    }

    [Fact]
    public async Task Run_SentenceIn_ComesOutByRestAndStream()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        using var stream = await appliance.OpenStreamAsync("?subscribe=self");
        Assert.StartsWith("vessels.", (await ApplianceProcess.ReceiveAsync(stream))["self"]!.ToString());

        await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53", "$GPRMC,120000.00,A,6000.000,N,02500.000,E,5.0,90.0,221126,,,A*64");

        var depth = await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer", leaf => leaf["value"] is not null);
        Assert.Equal(4.5, depth["value"]!.GetValue<double>());
        JsonNode delta;
        do
        {
            delta = await ApplianceProcess.ReceiveAsync(stream);
        }
        while (!delta.ToJsonString().Contains("belowTransducer", StringComparison.Ordinal));
        Assert.Equal("tcp.SD", delta["updates"]![0]!["$source"]!.ToString());
    }

    [Fact]
    public async Task Terminate_WithClientsAndData_EndsWithinTwoSeconds()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, "--demo");
        using var stream = await appliance.OpenStreamAsync("?subscribe=all");
        using var client = await appliance.ConnectAsync(appliance.Nmea0183);
        using var deltas = await appliance.ConnectAsync(appliance.Stream);
        await ApplianceProcess.ReceiveAsync(stream);

        var (exitCode, took) = await appliance.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Demo_Cruise_ShowsTheBoatAndHerNeighbours()
    {
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, "--demo", "--speed", "20");

        foreach (var path in (string[])["navigation/position", "navigation/headingMagnetic", "environment/wind/angleApparent", "environment/depth/belowTransducer", "navigation/speedThroughWater", "propulsion"])
            await appliance.GetUntilAsync($"/signalk/v1/api/vessels/self/{path}", leaf => leaf is JsonObject);
        var vessels = await appliance.GetUntilAsync("/signalk/v1/api/vessels", all => all.AsObject().Count >= 8);
        Assert.Contains("DEMO", vessels.ToJsonString());
    }

    [Fact]
    public async Task Demo_File_IsPlayedInsteadOfTheCruise()
    {
        _config.With("recording.nmea", "$SDDPT,7.7,0.0*57\r\n$SDDPT,7.7,0.0*57\r\n");
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, "--demo", _config["recording.nmea"]);

        var depth = await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer", leaf => leaf["value"] is not null);
        Assert.Equal((7.7, "demo.SD"), (depth["value"]!.GetValue<double>(), depth["$source"]!.ToString()));
    }

    [Fact]
    public async Task Run_HttpPortBusy_EndsWithOneAndNamesThePort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var result = await Binary.RunAsync("run", "--config", _config.Path, "--listen", "127.0.0.1", "--port", port.ToString());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", result.Error);
        Assert.Contains("in use", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("NMEA0183PORT", "nmea0183 tcp")]
    [InlineData("TCPSTREAMPORT", "signalk tcp")]
    public async Task Run_OtherPortBusy_RunsShowsTheFaultAndTriesAgain(string variable, string kind)
    {
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, new Dictionary<string, string> { [variable] = port.ToString() });

        Assert.DoesNotContain(kind, appliance.StartLine);
        await appliance.GetUntilAsync("/skServer/health", health => health["faults"]!.ToJsonString().Contains("in use", StringComparison.Ordinal));
        other.Stop();
        await appliance.GetUntilAsync("/skServer/health", health => health["faults"]!.AsArray().Count == 0);
        using var client = await appliance.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Theory]
    [InlineData("--port", "seventy", "--port")]
    [InlineData("--listen", "the boat", "the boat")]
    [InlineData("--speed", "-1", "--speed")]
    public async Task Run_WrongArgument_IsWrongUseAndNamesIt(string option, string value, string named)
    {
        var result = await Binary.RunAsync("run", "--config", _config.Path, option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error);
    }
}
