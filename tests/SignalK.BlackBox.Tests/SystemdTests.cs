using System.Net.Sockets;
using System.Text;

namespace SignalK.BlackBox.Tests;

public sealed class SystemdTests : IDisposable
{
    readonly ConfigFolder _config = new();
    readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };

    public void Dispose()
    {
        _manager.Dispose();
        _config.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_UnderAServiceManager_TellsItsWholeLife(bool isAbstract)
    {
        var name = isAbstract ? $"@signalk-{Guid.NewGuid():N}" : _config["notify"];
        _manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + name[1..] : name));
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = name,
            ["WATCHDOG_USEC"] = "400000",
        });

        Assert.StartsWith("READY=1\nSTATUS=signalk ", Receive());
        Assert.Equal("WATCHDOG=1", Receive());
        Assert.Equal("WATCHDOG=1", Receive());
        var stopped = appliance.StopAsync();
        string last;
        do
        {
            last = Receive();
        }
        while (last == "WATCHDOG=1");
        Assert.StartsWith("STOPPING=1", last);
        Assert.Equal(0, (await stopped).ExitCode);
    }

    [Fact]
    public async Task Watchdog_Probes_AreInvisibleToClients()
    {
        var name = _config["notify"];
        _manager.Bind(new UnixDomainSocketEndPoint(name));
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = name,
            ["WATCHDOG_USEC"] = "100000",
        });
        using var stream = await appliance.OpenStreamAsync("?subscribe=all&sendCachedValues=false");
        await ApplianceProcess.ReceiveAsync(stream);
        var before = await appliance.Http.GetStringAsync("/signalk/v1/api/vessels");
        for (var fed = 0; fed < 10;)
            fed += Receive() == "WATCHDOG=1" ? 1 : 0;

        await appliance.SendNmea0183Async("$SDDPT,4.5,0.5*53");

        // The first thing that the stream says after ten probes is what the instrument said.
        var first = await ApplianceProcess.ReceiveAsync(stream);
        Assert.Contains("environment.depth", first.ToJsonString());
        Assert.DoesNotContain("watchdog", before);
        Assert.DoesNotContain("watchdog", await appliance.Http.GetStringAsync("/signalk/v1/api/sources"));
    }

    [Fact]
    public async Task Run_UnderTheJournal_PrefixesEachLineWithItsLevel()
    {
        _config.With("settings.json", "no");
        await using var appliance = await ApplianceProcess.StartAsync(_config.Path, new Dictionary<string, string> { ["JOURNAL_STREAM"] = "8:1" });
        await appliance.StopAsync();

        var lines = (await appliance.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches("^<[2-7]>", line));
        Assert.Contains(lines, line => line.StartsWith("<3>", StringComparison.Ordinal) && line.Contains("settings.json", StringComparison.Ordinal));
    }

    string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }
}
