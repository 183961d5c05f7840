using SignalK.Appliance.Device.Update;

namespace SignalK.Appliance.Tests.Device.Update;

public class HealthGateTests
{
    readonly InputsBefore _before = new(["gps", "ais"], ["gps"]);
    int _asked;

    [Fact]
    public async Task Try_AllAsBefore_TakesTheWholeTrial()
    {
        Assert.Null(await TryAsync(_ => Health(_asked * 2, Open("gps", 1), Open("ais"))));
        Assert.Equal(90, _asked);
    }

    [Fact]
    public async Task Try_InstrumentsOffAsBefore_Passes() =>
        Assert.Null(await TryAsync(_ => Health(_asked, new InputHealth("gps", false, null)), InputsBefore.None));

    [Fact]
    public async Task Try_DataOnlyAtTheStart_Passes() =>
        Assert.Null(await TryAsync(_ => Health(_asked, Open("gps", _asked < 3 ? 1 : 1000), Open("ais"))));

    [Fact]
    public async Task Try_NoData_Fails() =>
        Assert.Equal("nothing came from gps, which had data before", await TryAsync(_ => Health(_asked, Open("gps"), Open("ais"))));

    [Fact]
    public async Task Try_AnInputThatCannotBeOpened_Fails() =>
        Assert.Equal("ais could not be opened", await TryAsync(_ => Health(_asked, Open("gps", 1), new InputHealth("ais", false, null))));

    [Fact]
    public async Task Try_AnInputThatIsGone_Fails() =>
        Assert.Equal("ais could not be opened", await TryAsync(_ => Health(_asked, Open("gps", 1))));

    [Fact]
    public async Task Try_NoAnswer_FailsAfterAMinute()
    {
        Assert.Equal("the server did not answer", await TryAsync(_ => null));
        Assert.Equal(31, _asked);
    }

    [Fact]
    public async Task Try_AnAnswerThatComesLate_Passes() =>
        Assert.Null(await TryAsync(_ => _asked < 20 ? null : Health(_asked, Open("gps", 1), Open("ais"))));

    [Fact]
    public async Task Try_AServerThatStartsAnew_Fails() =>
        Assert.Equal("the server started anew by itself", await TryAsync(_ => Health(_asked % 30, Open("gps", 1), Open("ais"))));

    [Fact]
    public async Task Try_AServerThatHangs_Fails() =>
        Assert.Equal("the server stopped answering", await TryAsync(_ => _asked > 30 ? null : Health(_asked, Open("gps", 1), Open("ais"))));

    [Fact]
    public async Task Try_ASingleMissedAnswer_Passes() =>
        Assert.Null(await TryAsync(_ => _asked == 30 ? null : Health(_asked, Open("gps", 1), Open("ais"))));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"uptimeSeconds":"x","connections":[]}""")]
    public void Parse_WhatIsNoHealth_IsNone(string json) => Assert.Null(ServerHealth.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Parse_TheServersReport_GivesInputsToKeep()
    {
        var health = ServerHealth.Parse("""{"uptimeSeconds":7,"connections":[{"id":"gps","state":"running","lastFrameAgeMs":5},{"id":"old","state":"running","lastFrameAgeMs":3600001},{"id":"mux","state":"waiting","lastFrameAgeMs":null}]}"""u8.ToArray())!;

        Assert.Equal(7, health.UptimeSeconds);
        Assert.Equal(["gps", "old"], health.ToKeep().Open);
        Assert.Equal(["gps"], health.ToKeep().Talking);
    }

    static ServerHealth Health(long uptime, params InputHealth[] inputs) => new(uptime, inputs);

    static InputHealth Open(string id, int? age = null) => new(id, true, age is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    Task<string?> TryAsync(Func<int, ServerHealth?> answer, InputsBefore? before = null) =>
        new HealthGate(_ => Task.FromResult(answer(_asked++)), new InstantTime()).TryAsync(before ?? _before, HealthGate.DefaultTrial, default);
}
