using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Plugins;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class SafeModeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("safe-mode-").FullName;
    readonly FakeTimeProvider _time = new();
    readonly Dictionary<string, string> _environment = [];
    string _bootId = "first";

    public SafeModeTests() => _environment[SafeMode.FileVariable] = Path.Combine(_folder, "marker");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Begin_AfterThreeStartsThatDidNotLast_HoldsPlugins()
    {
        for (var boot = 0; boot < SafeMode.MostFailedStarts; boot++)
            Assert.Null(Crashing().Held);
        Assert.Contains("3 failed starts", Crashing().Held);
    }

    [Fact]
    public void Begin_AfterAStartThatLasted_CountsFromTheBeginning()
    {
        Crashing();
        Crashing();
        using (Begin())
            _time.Advance(SafeMode.Steady);
        for (var boot = 0; boot < SafeMode.MostFailedStarts; boot++)
            Assert.Null(Crashing().Held);
    }

    [Fact]
    public void Settle_AtACleanStop_CountsAsAGoodStart()
    {
        for (var boot = 0; boot < 5; boot++)
        {
            using var mode = Begin();
            Assert.Null(mode.Held);
            mode.Settle();
        }
    }

    [Fact]
    public void Begin_InSafeMode_StaysUntilTheOwnersWord()
    {
        for (var boot = 0; boot < SafeMode.MostFailedStarts; boot++)
            Crashing();
        using (var held = Begin())
        {
            _time.Advance(SafeMode.Steady);
            held.Settle();
        }
        using (var held = Begin())
        {
            Assert.NotNull(held.Held);
            held.Leave();
        }
        using var after = Begin();
        Assert.Null(after.Held);
    }

    [Fact]
    public void Begin_AfterPowerCutsSoonAfterTheStart_LetsPluginsRun()
    {
        for (var boot = 0; boot < SafeMode.MostFailedBoots; boot++)
        {
            _bootId = $"boot-{boot}";
            Assert.Null(Crashing().Held);
        }
        // Something takes the whole machine down.
        _bootId = "another";
        Assert.Contains("10 short runs", Crashing().Held);
        Assert.NotNull(Crashing().Held);
    }

    [Fact]
    public void Begin_InSafeModeAndTheMachineStartedAnew_Stays()
    {
        for (var start = 0; start < SafeMode.MostFailedStarts; start++)
            Crashing();
        _bootId = "another";
        Assert.Contains("3 failed starts", Crashing().Held);
    }

    [Fact]
    public void Begin_WithTheMarker_HoldsPlugins()
    {
        File.WriteAllText(_environment[SafeMode.FileVariable], "");
        using var mode = Begin();
        Assert.Contains("asked for", mode.Held);
    }

    SafeMode Begin() => SafeMode.Begin(_folder, name => _environment.GetValueOrDefault(name), _time, _bootId);

    SafeMode Crashing()
    {
        var mode = Begin();
        mode.Dispose();
        return mode;
    }
}
