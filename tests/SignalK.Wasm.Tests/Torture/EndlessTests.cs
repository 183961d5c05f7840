using Microsoft.Extensions.Time.Testing;

namespace SignalK.Wasm.Tests.Torture;

public sealed class EndlessTests : TortureTests
{
    [Theory]
    [MemberData(nameof(AllEngines))]
    public void InfiniteLoop_WithFuel_RunsOutAndUsesTheLimit(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse(":"), Forever(), "spin");
        using var guest = Guest.Create(engine, module, WasmLimits.Default with { Fuel = 1_000_000 });

        Assert.Equal(new WasmOutcome(WasmTrap.OutOfFuel, 1_000_000), guest.Call("spin"));
        Assert.Equal(WasmTrap.OutOfFuel, guest.Call("spin").Trap);
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task InfiniteLoop_WithoutFuel_EndsAtTheDeadline(string engine)
    {
        FakeTimeProvider time = new();
        using var own = Engines.Create(engine, WasmEngineOptions.Default with { Time = time });
        using var store = own.CreateStore(Endless with { Deadline = TimeSpan.FromSeconds(1) });
        using ManualResetEventSlim running = new();
        var spin = Spinner(own, store, running);

        var call = Task.Run(() => spin.Call([], []));
        running.Wait();
        while (await Task.WhenAny(call, Task.Delay(CallTicker.Resolution)) != call)
            time.Advance(TimeSpan.FromSeconds(1));

        AssertTrap(WasmTrap.Deadline, await call);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task InfiniteLoop_Interrupted_EndsAndTheStoreWorksOn(string engine)
    {
        using var store = Guest.CreateStore(engine, Endless);
        using ManualResetEventSlim running = new();
        var spin = Spinner(Engines.Get(engine), store, running);
        Assert.False(store.Interrupt());

        for (var i = 0; i < 3; i++)
        {
            running.Reset();
            var call = Task.Run(() => spin.Call([], []));
            running.Wait();
            Assert.True(store.Interrupt());
            AssertTrap(WasmTrap.Interrupted, await call);
        }
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task InfiniteLoop_StoreDisposed_EndsBeforeDisposeReturns(string engine)
    {
        var store = Guest.CreateStore(engine, Endless);
        using ManualResetEventSlim running = new();
        var spin = Spinner(Engines.Get(engine), store, running);

        var call = Task.Run(() => spin.Call([], []));
        running.Wait();
        store.Dispose();

        AssertTrap(WasmTrap.Interrupted, await call);
        Assert.Throws<ObjectDisposedException>(() => spin.Call([], []));
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void StartFunction_NeverEnds_RunsOutOfItsOwnBudget(string engine)
    {
        ModuleBuilder module = new();
        module.Start(module.Function(Signature.Parse(":"), Forever()));
        using var store = Guest.CreateStore(engine, WasmLimits.Default with { InstantiationFuel = 100_000 });

        var made = store.Instantiate(Guest.Load(engine, module.Build()));

        Assert.False(made.Succeeded);
        AssertTrap(WasmTrap.OutOfFuel, made.Outcome);
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task HostFunction_WaitsOnItsToken_EndsAtTheInterrupt(string engine)
    {
        using ManualResetEventSlim running = new();
        ModuleBuilder module = new();
        var host = module.Import("env", "wait", Signature.Parse(":"));
        module.Function(Signature.Parse(":"), new Code().Call(host), "run");
        using var guest = Guest.Create(engine, module, Endless, _ => new WasmHostFunction((call, _, _) =>
        {
            running.Set();
            call.Cancellation.WaitHandle.WaitOne();
        }));

        var run = Task.Run(() => guest.Call("run"));
        running.Wait();
        Assert.True(guest.Store.Interrupt());

        AssertTrap(WasmTrap.Interrupted, await run);
    }

    /// <summary>A function that calls the host once, which sets <paramref name="running"/>, and then never ends.</summary>
    static WasmFunction Spinner(IWasmEngine engine, IWasmStore store, ManualResetEventSlim running)
    {
        ModuleBuilder module = new();
        var ready = module.Import("env", "ready", Signature.Parse(":"));
        module.Function(Signature.Parse(":"), new Code().Call(ready).Loop().Br(0).End(), "spin");
        Assert.True(engine.TryLoad(module.Build(), WasmLimits.Default, out var loaded, out var refusal), refusal?.ToString());
        var made = store.Instantiate(loaded!, _ => new WasmHostFunction((_, _, _) => running.Set()));
        Assert.True(made.Succeeded, made.ToString());
        return made.Instance.GetFunction("spin")!;
    }
}
