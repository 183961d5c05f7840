using System.Text.Json;
using SignalK.Appliance.Device.Update;

namespace SignalK.Appliance.Tests.Device.Update;

public sealed class UpdaterTests : IDisposable
{
    static readonly ServerHealth s_healthy = new(100, [new InputHealth("gps", true, TimeSpan.FromSeconds(1)), new InputHealth("ais", true, null), new InputHealth("mux", false, null)]);

    readonly Unit _unit = new();
    readonly FakeRauc _rauc = new();
    readonly FakeMachine _machine = new();
    ServerHealth? _health = s_healthy;

    public void Dispose() => _unit.Dispose();

    [Fact]
    public async Task Install_AGoodBundle_RestartsIntoItsTrialAndIsCommitted()
    {
        _rauc.OnProgress = () => Assert.Equal(("installing", 40, "1.1.0"), (Shown.State, Shown.Percent, Shown.Version));
        Assert.Null(await InstallAsync());
        Assert.Equal(("restarting", 1), (Shown.State, _machine.Restarts));

        Start("B", "1.1.0");
        Assert.Equal("trial", Shown.State);
        Assert.Null(await GateAsync());

        Assert.Equal(["install", "good"], _rauc.Calls);
        Assert.Equal(("committed", "version 1.1.0 has proved itself and stays", false), (Shown.State, Shown.Message, Shown.IsNews));
        Start("B", "1.1.0");
        Assert.Equal("committed", Shown.State);
    }

    [Theory]
    [InlineData("it is not signed by anybody whom this unit trusts", null, null, "the update was not installed: it is not signed by anybody")]
    [InlineData(null, "signalk-appliance-rpi5", "1.1.0", "version 1.1.0 was not installed: it is for another kind of unit (signalk-appliance-rpi5; this is signalk-appliance-pc)")]
    [InlineData(null, "signalk-appliance-pc", "0.9.0", "version 0.9.0 was not installed: it is older than version 1.0.0")]
    public async Task Install_WhatMustNotBe_IsRefusedWithTheReason(string? distrust, string? compatible, string? version, string reason)
    {
        _rauc.Distrust = distrust;
        _rauc.Info = new BundleInfo(compatible ?? "", version ?? "");

        Assert.StartsWith(reason, await InstallAsync());

        Assert.Empty(_rauc.Calls);
        Assert.Equal(0, _machine.Restarts);
        Assert.Equal(("refused", true), (Shown.State, Shown.IsNews));
        Assert.StartsWith(reason, Shown.Message);
    }

    [Fact]
    public async Task Install_AnOlderVersionThatIsAllowed_IsInstalled()
    {
        _rauc.Info = new BundleInfo("signalk-appliance-pc", "0.9.0");

        Assert.Null(await InstallAsync(allowOlder: true));
    }

    [Fact]
    public async Task Install_CutOffInTheMiddle_ChangesNothing()
    {
        _rauc.Break = "the file is damaged";

        Assert.Equal("version 1.1.0 was not installed: the file is damaged", await InstallAsync());
        Start("A", "1.0.0");

        Assert.Equal(("failed", 0), (Shown.State, _machine.Restarts));
        Assert.Null(new UpdateRecordFile(_unit.Paths).Load().Pending);
    }

    [Fact]
    public async Task Install_WhileATrialRuns_IsRefused()
    {
        await InstallAsync();
        Start("B", "1.1.0");

        Assert.Contains("still on trial", await InstallAsync());
        Assert.Single(_rauc.Calls);
    }

    [Fact]
    public async Task Install_OnAMachineWithoutSlots_IsRefused()
    {
        _machine.Slot = null;

        Assert.Contains("no slots", await InstallAsync());
    }

    [Fact]
    public async Task Install_FromAStick_NotWhatRunsAndNotWhatFailed()
    {
        _rauc.Info = new BundleInfo("signalk-appliance-pc", "1.0.0");
        Assert.Equal("version 1.0.0 runs already", await InstallAsync(isFromStick: true));

        _rauc.Info = new BundleInfo("signalk-appliance-pc", "1.1.0");
        Assert.Null(await InstallAsync(isFromStick: true));
        Start("A", "1.0.0");
        Assert.Contains("did not prove itself before", await InstallAsync(isFromStick: true));
        Assert.Equal("rolled-back", Shown.State);
        Assert.Null(await InstallAsync());
    }

    [Fact]
    public async Task Gate_AVersionThatDoesNotProveItself_GoesBackAndSaysWhy()
    {
        await InstallAsync();
        Start("B", "1.1.0");
        _health = s_healthy with { Inputs = [new InputHealth("gps", true, null), new InputHealth("ais", true, null)] };

        Assert.Equal("nothing came from gps, which had data before", await GateAsync());
        Start("A", "1.0.0");

        Assert.DoesNotContain("good", _rauc.Calls);
        Assert.Equal(("rolled-back", true), (Shown.State, Shown.IsNews));
        Assert.Equal("version 1.1.0 was tried and is not kept: nothing came from gps, which had data before. Version 1.0.0 runs as before", Shown.Message);
        Start("A", "1.0.0");
        Assert.False(Shown.IsNews);
    }

    [Fact]
    public async Task Start_OfTheOldSlotAfterATrialThatNeverCame_SaysSo()
    {
        await InstallAsync();

        Start("A", "1.0.0");

        Assert.Contains("it did not start, or the unit was switched off before it was tried", Shown.Message);
    }

    [Fact]
    public async Task Start_AfterAPowerCutWhileItWasWritten_SaysSo()
    {
        _rauc.OnProgress = () => throw new OperationCanceledException("the power went");
        await Assert.ThrowsAsync<OperationCanceledException>(() => InstallAsync());

        Start("A", "1.0.0");

        Assert.Equal(("failed", true, "version 1.1.0 was not installed: the unit was switched off while it was written. Version 1.0.0 runs as before"), (Shown.State, Shown.IsNews, Shown.Message));
        _rauc.OnProgress = () => { };
        Assert.Null(await InstallAsync(isFromStick: true));
    }

    [Fact]
    public async Task Start_AfterAPowerCutBetweenTheCommitAndItsRecord_IsCommitted()
    {
        await InstallAsync();
        Start("B", "1.1.0");

        Start("B", "1.1.0");

        Assert.Equal("committed", Shown.State);
        Assert.Null(await InstallAsync());
    }

    [Fact]
    public async Task Start_ASecondApplyBeforeTheRestart_DecidesNothing()
    {
        await InstallAsync();

        new UpdateStart(_unit.Paths, _machine).Tell();

        Assert.NotNull(new UpdateRecordFile(_unit.Paths).Load().Pending);
    }

    [Fact]
    public async Task Gate_NothingRemembered_AsksOnlyThatTheServerAnswers()
    {
        _health = s_healthy with { Inputs = [] };

        Assert.Null(await GateAsync());
        Assert.Equal(["good"], _rauc.Calls);
    }

    [Fact]
    public async Task Install_TheServerIsBusyAtFirst_StillKnowsItsInputs()
    {
        _health = null;
        _rauc.OnProgress = () => _health = s_healthy;
        await InstallAsync();
        Start("B", "1.1.0");

        Assert.Equal(["gps", "ais"], new UpdateRecordFile(_unit.Paths).Load().Pending!.Before.Open);
    }

    [Fact]
    public async Task Gate_ThatCannotCommit_GoesBack()
    {
        _rauc.NoCommit = "no room";

        Assert.Equal("it could not be committed: no room", await GateAsync());
    }

    [Fact]
    public async Task RollBack_RestartsIntoTheOtherSlotOnTrial()
    {
        Assert.Null(await Make().RollBackAsync(default));
        Assert.Equal(1, _machine.Restarts);
        Start("B", "0.9.0");
        Assert.Null(await GateAsync());

        Assert.Equal(["other", "good"], _rauc.Calls);
    }

    ShownUpdate Shown => JsonSerializer.Deserialize(_unit.Run(ShownUpdate.File), UpdateJson.Default.ShownUpdate)!;

    Updater Make() => new(_unit.Paths, _rauc, _machine, _ => Task.FromResult(_health), new InstantTime());

    Task<string?> InstallAsync(bool allowOlder = false, bool isFromStick = false) => Make().InstallAsync("bundle", allowOlder, isFromStick, default);

    void Start(string slot, string version)
    {
        _machine.Start(slot, version);
        new UpdateStart(_unit.Paths, _machine).Tell();
    }

    Task<string?> GateAsync() => Make().GateAsync(TimeSpan.FromSeconds(20), default);
}
