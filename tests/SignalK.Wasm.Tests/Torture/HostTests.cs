namespace SignalK.Wasm.Tests.Torture;

public sealed class HostTests : TortureTests
{
    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HostFunction_Throws_IsAHostErrorWithTheMessage(string engine)
    {
        using var guest = Calling(engine, (_, _, _) => throw new InvalidOperationException("the pump is dry"));

        var outcome = guest.Call("run");

        AssertTrap(WasmTrap.HostError, outcome);
        Assert.Equal("host-error: the pump is dry", outcome.ToString());
        AssertTrap(WasmTrap.HostError, guest.Call("run"));
        AssertWorks(engine);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HostFunction_Exits_GivesTheCode(string engine)
    {
        using var guest = Calling(engine, (_, _, _) => throw WasmTrapException.Exit(7));

        var outcome = guest.Call("run");

        Assert.Equal("exit(7)", outcome.ToString());
        Assert.Equal(7, outcome.ExitCode);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HostFunction_ReadsOutsideTheMemory_TrapsLikeTheGuest(string engine)
    {
        using var guest = Calling(engine, (call, _, _) => call.Memory.GetSpan(65_536, 1)[0] = 1);

        AssertTrap(WasmTrap.MemoryOutOfBounds, guest.Call("run"));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void HostFunction_Reenters_SeesTheGuestsState(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse(":"));
        var counter = module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(0), "counter");
        module.Function(Signature.Parse(":"), new Code().GlobalGet(counter).I32Const(1).Op(0x6A).GlobalSet(counter), "bump");
        module.Function(Signature.Parse(":i"), new Code().Call(host).Call(host).GlobalGet(counter), "run");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction(
            (call, _, _) => call.Instance!.GetFunction("bump")!.Call([], []).ThrowIfTrapped()));

        Assert.True(guest.Call("run", out var count).Returned);
        Assert.Equal(2, count.I32);
        Assert.Equal(2, guest.Instance.GetGlobal("counter")!.Value.I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task Store_SecondThread_IsToldAndTheFirstGoesOn(string engine)
    {
        using ManualResetEventSlim inside = new(), leave = new();
        using var guest = Calling(engine, (_, _, _) =>
        {
            inside.Set();
            leave.Wait();
        });
        var function = guest.Instance.GetFunction("run")!;

        var first = Task.Run(() => function.Call([], []));
        inside.Wait();
        var error = Assert.Throws<InvalidOperationException>(() => function.Call([], []));
        leave.Set();

        Assert.Contains("one caller at a time", error.Message);
        Assert.True((await first).Returned);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Store_DisposedFromInsideItsCall_ThrowsThere(string engine)
    {
        using var guest = Calling(engine, (call, _, _) => call.Store.Dispose());

        AssertTrap(WasmTrap.HostError, guest.Call("run"));
        AssertTrap(WasmTrap.HostError, guest.Call("run"));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public async Task BulkOperation_Interrupted_FinishesFirstThenTheCallEnds(string engine)
    {
        using ManualResetEventSlim running = new();
        ModuleBuilder module = new();
        var ready = module.Import("env", "ready", Signature.Parse(":"));
        module.Memory(1_024);
        var value = module.Global(WasmValueType.I32, mutable: true, new Code().I32Const(0));
        module.Function(
            Signature.Parse(":"),
            new Code().Call(ready).Loop()
                .GlobalGet(value).I32Const(1).Op(0x6A).GlobalSet(value)
                .I32Const(0).GlobalGet(value).I32Const(1 << 26).MemoryFill().Br(0).End(),
            "fill");
        using var guest = Guest.Create(engine, module, Endless, _ => new WasmHostFunction((_, _, _) => running.Set()));

        var call = Task.Run(() => guest.Call("fill"));
        running.Wait();
        Assert.True(guest.Store.Interrupt());

        AssertTrap(WasmTrap.Interrupted, await call);
        // Each round fills with another value, so a fill cut short would leave two of them.
        var memory = guest.Instance.GetMemory("memory")!.GetSpan(0, 1 << 26);
        Assert.Equal(-1, memory.IndexOfAnyExcept(memory[0]));
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Import_Unknown_IsRefusedByName(string engine)
    {
        ModuleBuilder module = new();
        module.Import("env", "secret", Signature.Parse(":"));
        using var store = Guest.CreateStore(engine);

        var made = store.Instantiate(Guest.Load(engine, module.Build()));

        Assert.Equal("link: unknown import env.secret", made.ToString());
    }

    static Guest Calling(string engine, WasmHostBody body)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse(":"));
        module.Memory(1);
        module.Function(Signature.Parse(":"), new Code().Call(host), "run");
        return Guest.Create(engine, module, Endless, _ => new WasmHostFunction(body));
    }
}
