using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignalK.Appliance.Systemd;

namespace SignalK.Appliance.Tests.Systemd;

public sealed class WatchdogTests : IDisposable
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    readonly FakeTimeProvider _time = new();
    readonly SemaphoreSlim _fed = new(0);
    readonly SemaphoreSlim _probed = new(0);

    public void Dispose()
    {
        _fed.Dispose();
        _probed.Dispose();
    }

    [Theory]
    [InlineData("30000000", null, 15.0)]
    [InlineData("30000000", "self", 15.0)]
    [InlineData("30000000", "1", null)]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("0", null, null)]
    public void Period_FromTheEnvironment_IsHalfThePatience(string? microseconds, string? processId, double? seconds) =>
        Assert.Equal(seconds, Watchdog.Period(microseconds, processId == "self" ? Environment.ProcessId.ToString() : processId)?.TotalSeconds);

    [Fact]
    public async Task RunAsync_ProbesComeBack_FeedsOnceAPeriod()
    {
        using var stop = new CancellationTokenSource();
        var run = Start(Task.FromResult(true), stop.Token);
        await Next(_fed);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, _fed.CurrentCount);
            _time.Advance(Period);
            await Next(_fed);
        }
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task RunAsync_ProbeStuck_FeedsNothingUntilItRecovers()
    {
        using var stop = new CancellationTokenSource();
        Queue<Task<bool>> probes = new([new TaskCompletionSource<bool>().Task, Task.FromResult(true)]);
        var run = Start(probes.Dequeue, stop.Token);
        await Next(_probed);
        Assert.Equal(0, _fed.CurrentCount);

        _time.Advance(Period);

        await Next(_probed);
        await Next(_fed);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task RunAsync_ProbeSaysNo_FeedsNothing()
    {
        using var stop = new CancellationTokenSource();
        var run = Start(Task.FromResult(false), stop.Token);
        await Next(_probed);
        _time.Advance(Period);
        await Next(_probed);

        await stop.CancelAsync();
        await run;
        Assert.Equal(0, _fed.CurrentCount);
    }

    Task Start(Task<bool> answer, CancellationToken stop) => Start(() => answer, stop);

    Task Start(Func<Task<bool>> probe, CancellationToken stop)
    {
        Task<bool> Probe(CancellationToken _)
        {
            var answer = probe();
            _probed.Release();
            return answer;
        }
        return new Watchdog(Period, Probe, () => _fed.Release(), _time, NullLogger.Instance).RunAsync(stop);
    }

    static async Task Next(SemaphoreSlim signal) => Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(10)));
}
