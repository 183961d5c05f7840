namespace SignalK.BlackBox.Tests;

public sealed class ConfigTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Check_SeveralFaults_PrintsAllAndExitsOne()
    {
        _config.With("settings.json", """{ "port": "three", "pipedProviders": [{ "id": "x" }, { "id": "can", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA2000" } }] }], "appliance": { "outputs": [{ "to": "connection:gps" }] } }""")
            .With("baseDeltas.json", "[");

        var result = await Binary.RunAsync("config", "check", "--config", _config.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error: settings.json: port: expected a whole number", result.Output);
        Assert.Contains("warning: settings.json: pipedProviders[1].pipeElements[0].options.type: connections of type \"NMEA2000\"", result.Output);
        Assert.Contains("error: settings.json: appliance.outputs[0].to: there is no connection \"gps\"", result.Output);
        Assert.Contains("error: baseDeltas.json: ", result.Output);
        Assert.DoesNotContain("generations", string.Join(' ', Directory.GetFileSystemEntries(_config.Path)));
    }

    [Fact]
    public async Task Check_TheSample_IsWithoutFault()
    {
        File.Copy(Repository.Of("config/settings.sample.jsonc"), _config["settings.json"]);

        var result = await Binary.RunAsync("config", "check", "--config", _config.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("6 connections, 0 errors, 0 warnings", result.Output);
    }

    [Fact]
    public async Task Run_EveryFileBroken_StartsAndShowsEachFault()
    {
        _config.With("settings.json", "{ \"port\": ").With("baseDeltas.json", "{}").With("priorities.json", "no").With("security.json", "[");

        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);

        var faults = (await appliance.GetAsync("/skServer/health"))["faults"]!.ToJsonString();
        Assert.All((string[])["settings.json", "baseDeltas.json", "priorities.json", "security.json"], file => Assert.Contains(file, faults));
        await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");
        await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer/value", value => value.GetValue<double>() == 4.5);
    }

    [Fact]
    public async Task Run_OneConnectionWrong_StartsTheOthers()
    {
        _config.With("settings.json", """
            { "pipedProviders": [
              { "id": "bad", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "tcp", "host": "mux" } } }] },
              { "id": "gone", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "serial", "device": "/dev/serial/by-id/no-such-device", "baudrate": 4800 } } }] },
              { "id": "plotter", "pipeElements": [{ "type": "providers/simple", "options": { "type": "NMEA0183", "subOptions": { "type": "tcpserver" } } }] }
            ] }
            """);
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);

        await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");

        await appliance.GetUntilAsync("/signalk/v1/api/vessels/self/environment/depth/belowTransducer/$source", source => source.ToString() == "plotter.SD");
        var health = await appliance.GetUntilAsync("/skServer/health", health => health.ToJsonString().Contains("no-such-device", StringComparison.Ordinal));
        Assert.Contains("subOptions.port: is required", health["faults"]!.ToJsonString());
    }
}
