using System.Text.Json.Nodes;
using SignalK.TestKit;

namespace SignalK.BlackBox.Tests;

public sealed class RecordingTests : IDisposable
{
    readonly ConfigFolder _config = new();

    public void Dispose() => _config.Dispose();

    [RecordingsFact]
    public async Task Demo_EveryRecordingOfRealReceivers_PlaysIntoTheModelWithoutAnException()
    {
        using var recordings = Recordings.Unpack();
        Assert.True(recordings.Files.Count > 40, $"only {recordings.Files.Count} recordings");
        foreach (var file in recordings.Files)
        {
            await using var appliance = await ApplianceProcess.StartAsync(_config.Path, "--demo", file, "--speed", "10000");
            await appliance.GetUntilAsync("/skServer/health", report => Demo(report)?["counters"]!["deltas"]!.GetValue<long>() > 10);
            Assert.Equal(0, (await appliance.StopAsync()).ExitCode);
            Assert.DoesNotContain("Exception", await appliance.Error);
        }
    }

    static JsonNode? Demo(JsonNode health) => health["connections"]!.AsArray().FirstOrDefault(connection => connection!["id"]!.ToString() == "demo");
}
