using SignalK.Appliance.Device.Provisioning;

namespace SignalK.Appliance.Tests.Device.Provisioning;

public sealed class MarkerTests : IDisposable
{
    readonly Unit _unit = new();

    public void Dispose() => _unit.Dispose();

    [Theory]
    [InlineData("SAFE-MODE", "")]
    [InlineData("safe-mode.txt", "please")]
    public void Boot_SafeMode_HoldsForOneStart(string name, string content)
    {
        _unit.Card(name, content);

        _unit.Boot();
        Assert.Contains("the card asked for it", _unit.Run("safe-mode"));
        Assert.Contains("SAFE MODE", _unit.Result);
        Assert.Equal(content.Length, new FileInfo(Path.Combine(_unit.Paths.Card, name)).Length);

        _unit.Boot();
        Assert.False(_unit.HasRun("safe-mode"));
        Assert.Contains("SAFE-MODE: the unit was started without plugins on 2026-12-01 at 12:00 UTC", _unit.ResultLine);
    }

    [Fact]
    public void Boot_MarkerTakenAwayAndMadeAnew_HoldsAgain()
    {
        _unit.Card("SAFE-MODE");
        _unit.Boot();
        File.Delete(Path.Combine(_unit.Paths.Card, "SAFE-MODE"));
        _unit.Boot();
        _unit.Card("SAFE-MODE");

        _unit.Boot();

        Assert.True(_unit.HasRun("safe-mode"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reset, please")]
    public void Boot_FactoryReset_ErasesTheOwnersDataOnce(string content)
    {
        var old = _unit.Boot().State.ClaimCode;
        File.WriteAllText(Path.Combine(_unit.Paths.Config, "mine.json"), "{}");
        Directory.CreateDirectory(Path.Combine(_unit.Paths.Data, "system"));
        File.WriteAllText(Path.Combine(_unit.Paths.Data, "system", "machine-id"), "1");
        _unit.Card("FACTORY-RESET", content);

        var state = _unit.Boot().State;
        Assert.False(File.Exists(Path.Combine(_unit.Paths.Config, "mine.json")));
        Assert.True(File.Exists(Path.Combine(_unit.Paths.Data, "system", "machine-id")));
        Assert.NotEqual(old, state.ClaimCode);
        Assert.Contains("FACTORY-RESET: the unit was reset", _unit.ResultLine);

        File.WriteAllText(Path.Combine(_unit.Paths.Config, "mine.json"), "{}");
        _unit.Boot();
        Assert.True(File.Exists(Path.Combine(_unit.Paths.Config, "mine.json")));
    }

    [Fact]
    public void Boot_FactoryReset_LinksAreRemovedAndNotFollowed()
    {
        var outside = Path.Combine(_unit.Paths.Owner, "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "kept"), "");
        File.CreateSymbolicLink(Path.Combine(_unit.Paths.Config, "link"), outside);
        File.CreateSymbolicLink(Path.Combine(_unit.Paths.Data, "link"), outside);
        _unit.Card("FACTORY-RESET");

        _unit.Boot();

        Assert.True(File.Exists(Path.Combine(outside, "kept")));
        Assert.False(Path.Exists(Path.Combine(_unit.Paths.Config, "link")));
    }

    [Fact]
    public void Apply_MarkerLaidDownWhileRunning_WaitsForTheStart()
    {
        _unit.Boot();
        _unit.Card("FACTORY-RESET");
        File.WriteAllText(Path.Combine(_unit.Paths.Config, "mine.json"), "{}");

        _unit.Apply();

        Assert.True(File.Exists(Path.Combine(_unit.Paths.Config, "mine.json")));
    }

    [Fact]
    public void Print_AnotherTimeZone_IsTheSameFile()
    {
        _unit.Card("restore.zip", "x");
        var path = Path.Combine(_unit.Paths.Card, "restore.zip");
        var print = CardFile.Print(path);

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(-5.5));

        Assert.Equal(print, CardFile.Print(path));
    }
}
