using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SignalK.TestKit;
using SignalK.TestKit.Plugins;

namespace SignalK.BlackBox.Tests.Plugins;

/// <summary>All plugins that do their worst at once, in a running appliance, beside one that works and a boat that sails on.</summary>
public sealed class TortureTests : IDisposable
{
    const int Markers = 300;
    const int MostMemoryMB = 1000;

    // What never ends ends soon here; that nobody is held up does not depend on the figures.
    readonly ConfigFolder _config = new ConfigFolder().With("settings.json", """{"wasm":{"limits":{"startMs":300,"callMs":100,"fetchMs":2000}}}""");

    public void Dispose() => _config.Dispose();

    [Fact]
    public async Task Torture_AllAtOnce_LosesNoMarkerAndHarmsNobody()
    {
        var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        HandPlugin[] tortures = [.. TorturePlugins.All, TorturePlugins.HangingFetch($"http://{silent.LocalEndpoint}/")];
        TorturePlugins.WitnessOf("environment.depth.belowTransducer").InstallInto(_config.Path);
        foreach (var torture in tortures)
            torture.InstallInto(_config.Path);
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path);
        await appliance.GetUntilAsync("/skServer/plugins/witness/stats", s => (string?)s["state"] == "running");
        using var stream = await appliance.OpenStreamAsync("?subscribe=self&sendCachedValues=false");
        await ApplianceProcess.ReceiveAsync(stream);
        var heard = HearAsync(stream);

        using (var feed = await appliance.ConnectAsync(appliance.Nmea0183))
        {
            for (var marker = 1; marker <= Markers; marker++)
            {
                await feed.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Sentences.Depth(marker / 10.0) + "\r\n"));
                _ = appliance.Http.GetAsync($"/plugins/{tortures[marker % tortures.Length].Name}/api/get");
                await Task.Delay(20);
            }
        }

        Assert.Equal(Enumerable.Range(1, Markers), await heard);
        var witness = await appliance.GetUntilAsync("/skServer/plugins/witness/stats", s => (long)s["deltasIn"]! >= Markers);
        Assert.Equal(("running", 0L, 0L), ((string)witness["state"]!, (long)witness["deltasDropped"]!, (long)witness["crashes"]!));
        Assert.InRange(MemoryMB(appliance.Id), 0, MostMemoryMB);
        foreach (var torture in tortures)
            Assert.InRange((long)(await appliance.GetAsync($"/skServer/plugins/{torture.Name}/stats"))["memoryBytes"]!, 0, 16 << 20);
        Assert.Equal(0, (await appliance.StopAsync()).ExitCode);
        silent.Stop();
    }

    static async Task<List<int>> HearAsync(System.Net.WebSockets.WebSocket stream)
    {
        List<int> heard = [];
        while (heard.Count < Markers)
        {
            var delta = await ApplianceProcess.ReceiveAsync(stream);
            foreach (var value in (delta["updates"] as JsonArray ?? []).SelectMany(u => u?["values"] as JsonArray ?? []))
            {
                if ((string?)value?["path"] == "environment.depth.belowTransducer")
                    heard.Add((int)Math.Round((double)value["value"]! * 10));
            }
        }
        return heard;
    }

    static long MemoryMB(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
}
