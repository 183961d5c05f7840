using Microsoft.Extensions.Time.Testing;

namespace SignalK.Wasm.Tests.Contract;

/// <summary>Host functions that make the guest wait, on a clock that only the test moves.</summary>
public sealed class WaitTests
{
    public static TheoryData<string> AllEngines => Engines.All;

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Wait_LongerThanTheDeadline_TheCallReturns(string engine)
    {
        FakeTimeProvider time = new();
        using var own = Engines.Create(engine, WasmEngineOptions.Default with { Time = time });

        var outcome = Run(own, store =>
        {
            store.Deadline = TimeSpan.FromSeconds(1);
            return (call, _, _) =>
            {
                using (call.Wait())
                    Assert.False(PassUntilCancelled(time, call.Cancellation));
            };
        });

        Assert.Equal(WasmTrap.None, outcome.Trap);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Wait_Over_TheDeadlineRunsOn(string engine)
    {
        FakeTimeProvider time = new();
        using var own = Engines.Create(engine, WasmEngineOptions.Default with { Time = time });

        var outcome = Run(own, store =>
        {
            store.Deadline = TimeSpan.FromSeconds(1);
            return (call, _, _) =>
            {
                using (call.Wait())
                    time.Advance(TimeSpan.FromSeconds(10));
                while (!PassUntilCancelled(time, call.Cancellation)) ;
            };
        });

        Assert.Equal(WasmTrap.Deadline, outcome.Trap);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Wait_Interrupted_EndsTheCall(string engine)
    {
        var outcome = Run(Engines.Get(engine), store =>
        {
            store.Deadline = TimeSpan.FromHours(1);
            return (call, _, _) =>
            {
                using (call.Wait())
                {
                    var interrupt = Task.Run(store.Interrupt);
                    call.Cancellation.WaitHandle.WaitOne();
                    Assert.True(interrupt.Result);
                }
            };
        });

        Assert.Equal(WasmTrap.Interrupted, outcome.Trap);
    }

    static WasmOutcome Run(IWasmEngine engine, Func<IWasmStore, WasmHostBody> body)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "wait", Signature.Parse(":"));
        module.Function(Signature.Parse(":"), new Code().Call(host), "run");
        Assert.True(engine.TryLoad(module.Build(), WasmLimits.Default, out var loaded, out _));
        using var store = engine.CreateStore(WasmLimits.Default);
        var instance = store.Instantiate(loaded!, _ => new WasmHostFunction(body(store))).Instance!;
        return instance.GetFunction("run")!.Call([], []);
    }

    /// <summary>Many deadlines, with real time between them for the ticker to see each.</summary>
    static bool PassUntilCancelled(FakeTimeProvider time, CancellationToken cancel)
    {
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (cancel.WaitHandle.WaitOne(CallTicker.Resolution))
                return true;
        }
        return false;
    }
}
