using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Replay;
using SignalK.Plugins.Settings;
using SignalK.Plugins.Tests.Upstream;
using SignalK.Wasm;

namespace SignalK.Plugins.Tests.Replay;

public class PluginReplayTests
{
    [UpstreamFact]
    public void Replay_OfFiveSeconds_PollsEachSecondAndPrintsWhatIsEmitted()
    {
        var (report, emitted) = Run("counter", "{}", [0, 1, 2, 5]);
        Assert.Equal((4L, 5L, null), (report.Emitted, report.Polls, report.Ended));
        Assert.Equal(4, emitted.Count);
        Assert.Contains("\"fixture.pong\"", emitted[0]);
        Assert.Contains("2026-06-01T10:00:05.000Z", emitted[3]);
    }

    [UpstreamFact]
    public void Replay_Twice_GivesTheSame()
    {
        var (first, second) = (Run("counter", "{}", [0, 1, 2, 5, 60]), Run("counter", "{}", [0, 1, 2, 5, 60]));
        Assert.Equal(first.Report, second.Report);
        Assert.Equal(first.Emitted, second.Emitted);
    }

    [UpstreamFact]
    public void Replay_ThatTraps_SaysWhere()
    {
        var (report, _) = Run("broken", """{"where":"delta"}""", [0, 1]);
        Assert.StartsWith("delta_handler: unreachable", report.Ended, StringComparison.Ordinal);
        Assert.Equal(1, report.Deltas);
    }

    private static (ReplayReport Report, List<string> Emitted) Run(string name, string configuration, int[] seconds)
    {
        using var folder = new TestFolder();
        using var engine = WasmEngines.Select(WasmEnginePreference.Managed, WasmEngineOptions.Default with { Deterministic = true }).Engine!;
        var emitted = new List<string>();
        var package = PackageReader.TryRead(UpstreamPlugins.Folder(name), out _)!;
        using var replay = new PluginReplay(package, PluginPolicy.Default, engine, folder.Path, NullLoggerFactory.Instance)
        {
            Emitted = json => emitted.Add(Encoding.UTF8.GetString(json.Span)),
        };
        var started = false;
        foreach (var second in seconds)
        {
            var json = Encoding.UTF8.GetBytes($$"""{"updates":[{"timestamp":"{{new DateTime(2026, 6, 1, 10, 0, 0, DateTimeKind.Utc).AddSeconds(second):yyyy-MM-ddTHH:mm:ss.fffZ}}","values":[{"path":"fixture.ping","value":{{second}}}]}]}""");
            started = started || replay.Start(configuration, replay.TimeOf(json));
            if (!started || !replay.Hand(json, null))
            {
                break;
            }
        }

        replay.Stop();
        return (replay.Report, emitted);
    }
}
