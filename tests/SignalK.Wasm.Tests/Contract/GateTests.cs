using Microsoft.Extensions.Time.Testing;

namespace SignalK.Wasm.Tests.Contract;

public sealed class GateTests : IDisposable
{
    readonly FakeTimeProvider _time = new();
    readonly CallTicker _ticker;

    public GateTests() => _ticker = new CallTicker(_time);

    public void Dispose() => _ticker.Dispose();

    [Fact]
    public void Enter_Twice_Nests()
    {
        CallGate gate = new(_ticker);

        Assert.True(gate.Enter(Timeout.InfiniteTimeSpan));
        Assert.False(gate.Enter(Timeout.InfiniteTimeSpan));
        Assert.Equal(2, gate.Depth);
        gate.Exit();
        gate.Exit();
        Assert.True(gate.Enter(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Deadline_Passed_StopsThisCallOnly()
    {
        CallGate gate = new(_ticker);
        gate.Enter(TimeSpan.FromSeconds(1));
        var token = gate.Cancellation;
        // The call's time counts from the first tick that sees it.
        while (!token.WaitHandle.WaitOne(CallTicker.Resolution))
            _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(WasmTrap.Deadline, gate.StopReason);
        gate.Exit();
        gate.Enter(TimeSpan.FromSeconds(1));
        Assert.False(gate.Stopping);
        Assert.False(gate.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void Deadline_TickerKeptWaiting_EndsTheCallLateNotEarly()
    {
        // Its thread is gone: the ticks are this test's.
        _ticker.Dispose();
        CallGate gate = new(_ticker);
        gate.Enter(TimeSpan.FromSeconds(1));

        gate.Tick(now: 1_000_000);
        Assert.False(gate.Stopping);
        gate.Tick(now: 1_000_099);
        Assert.False(gate.Stopping);
        gate.Tick(now: 1_000_100);
        Assert.True(gate.Stopping);
    }

    [Fact]
    public void Deadline_WhileTheHostWaits_StandsStill()
    {
        _ticker.Dispose();
        CallGate gate = new(_ticker);
        gate.Enter(TimeSpan.FromSeconds(1));
        gate.Tick(_ticker.Now);

        gate.BeginWait();
        Pass(TimeSpan.FromMinutes(1));
        gate.BeginWait();
        gate.EndWait();
        Pass(TimeSpan.FromMinutes(1));
        Assert.False(gate.Stopping);
        gate.EndWait();
        Pass(TimeSpan.FromSeconds(0.99));
        Assert.False(gate.Stopping);
        Pass(TimeSpan.FromSeconds(0.01));
        Assert.Equal(WasmTrap.Deadline, gate.StopReason);

        gate.Exit();
        gate.Enter(TimeSpan.FromSeconds(1));
        gate.Tick(_ticker.Now);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(WasmTrap.Deadline, gate.StopReason);

        void Pass(TimeSpan time)
        {
            _time.Advance(time);
            gate.Tick(_ticker.Now);
        }
    }

    [Fact]
    public void Interrupt_WhileTheHostWaits_StopsTheCall()
    {
        CallGate gate = new(_ticker);
        gate.Enter(TimeSpan.FromSeconds(1));
        gate.BeginWait();

        Assert.True(gate.Interrupt());
        Assert.True(gate.Cancellation.IsCancellationRequested);
        gate.EndWait();
        Assert.Equal(WasmTrap.Interrupted, gate.StopReason);
    }

    [Fact]
    public void Interrupt_BetweenCalls_DoesNothing()
    {
        CallGate gate = new(_ticker);
        Assert.False(gate.Interrupt());
        gate.Enter(Timeout.InfiniteTimeSpan);
        gate.Exit();
        Assert.False(gate.Interrupt());
        gate.Enter(Timeout.InfiniteTimeSpan);
        Assert.False(gate.Stopping);
    }

    [Fact]
    public void Interrupt_Twice_IsSaidOnce()
    {
        CallGate gate = new(_ticker);
        gate.Enter(Timeout.InfiniteTimeSpan);

        Assert.True(gate.Interrupt());
        Assert.False(gate.Interrupt());
        Assert.Equal(WasmTrap.Interrupted, gate.StopReason);
        Assert.True(gate.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void Enter_AfterDispose_Throws()
    {
        CallGate gate = new(_ticker);
        gate.Dispose();
        gate.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gate.Enter(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Cancellation_CallbackThrows_TheInterrupterDoesNotSeeIt()
    {
        CallGate gate = new(_ticker);
        gate.Enter(Timeout.InfiniteTimeSpan);
        gate.Cancellation.Register(() => throw new InvalidOperationException());

        Assert.True(await Task.Run(gate.Interrupt));
    }
}
