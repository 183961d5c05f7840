using System.Globalization;

namespace SignalK.Wasm.Tests.Torture;

public sealed class ResourceTests : TortureTests
{
    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Memory_DeclaredAndUntouched_CostsNoResidentPages(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(1_024);
        List<Guest> guests = [Guest.Create(engine, module)];
        var before = ResidentBytes();
        for (var i = 0; i < 16; i++)
            guests.Add(Guest.Create(engine, module));

        // Sixteen memories of 64 MiB, of which 1 GiB would be resident if any were touched whole.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 128L << 20);
        guests.ForEach(guest => guest.Dispose());
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Call_FromAThreadWithASmallStack_RunsAndOverflowsOnlyTheGuests(string engine)
    {
        ModuleBuilder module = new();
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Op(0x6A), "add");
        module.Function(Signature.Parse(":"), new Code().Call(1), "dive");
        using var guest = Guest.Create(engine, module, Endless);
        WasmOutcome add = default, dive = default;
        WasmValue sum = default;

        Thread thread = new(() =>
        {
            add = guest.Call("add", out sum, 40, 2);
            dive = guest.Call("dive");
        }, 256 << 10);
        thread.Start();
        thread.Join();

        Assert.True(add.Returned);
        Assert.Equal(42, sum.I32);
        AssertTrap(WasmTrap.StackOverflow, dive);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Call_Many_AllocatesNothing(string engine)
    {
        ModuleBuilder module = new();
        var host = module.Import("env", "host", Signature.Parse("ii:i"));
        module.Function(Signature.Parse("ii:i"), new Code().LocalGet(0).LocalGet(1).Call(host), "run");
        using var guest = Guest.Create(engine, module, resolve: _ => new WasmHostFunction(static (_, arguments, results) =>
            results[0] = arguments[0].I32 + arguments[1].I32));
        var run = guest.Instance.GetFunction("run")!;
        var results = new WasmValue[1];
        run.Call([1, 2], results);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            run.Call([i, 2], results);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_001, results[0].I32);
    }

    [Theory]
    [MemberData(nameof(AllEngines))]
    public void Stores_MadeAndDisposed_GiveTheirMemoryBack(string engine)
    {
        ModuleBuilder module = new();
        module.Memory(256);
        module.Function(Signature.Parse(":"), new Code().I32Const(0).I32Const(1).I32Const(1 << 24).MemoryFill(), "touch");
        var before = ResidentBytes();
        for (var i = 0; i < 40; i++)
        {
            using var guest = Guest.Create(engine, module);
            Assert.True(guest.Call("touch").Returned);
        }

        // Forty times 16 MiB were touched.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 256L << 20);
    }

    static long ResidentBytes()
    {
        var fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
