using SignalK.Wasm.Managed;
using SignalK.Wasm.Tests.Spec;

namespace SignalK.Wasm.Tests.Managed;

public class MachineTests
{
    [SuiteTheory]
    [InlineData("fib", 12)]
    [InlineData("indirect", 500)]
    [InlineData("json", 20)]
    public void Call_WarmedUp_AllocatesNothing(string kernel, int work)
    {
        using var store = Contract.Engines.Get(Contract.Engines.Managed).CreateStore(WasmLimits.Default);
        var module = Guest.Load(Contract.Engines.Managed, File.ReadAllBytes(SuiteFolder.Kernels));
        var function = store.Instantiate(module).Instance!.GetFunction(kernel)!;
        var arguments = new WasmValue[] { work };
        var results = new WasmValue[1];
        function.Call(arguments, results);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10; i++)
            function.Call(arguments, results);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(257)]
    [InlineData(100_000)]
    public void Call_AsDeepAsTheCap_ReturnsAndOneDeeperDoesNot(int cap)
    {
        // (func (param i32) local.get 0 i32.eqz br_if 0 local.get 0 i32.const 1 i32.sub call 0)
        byte[] wasm =
        [
            0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7F, 0, 3, 2, 1, 0, 7, 5, 1, 1, (byte)'f', 0, 0,
            10, 16, 1, 14, 0, 0x20, 0, 0x45, 0x0D, 0, 0x20, 0, 0x41, 1, 0x6B, 0x10, 0, 0x0B,
        ];
        using var store = Guest.CreateStore(Contract.Engines.Managed, WasmLimits.Default with { CallDepth = cap });
        var function = store.Instantiate(Guest.Load(Contract.Engines.Managed, wasm)).Instance!.GetFunction("f")!;

        Assert.Equal(WasmTrap.None, function.Call([cap - 1], []).Trap);
        Assert.Equal(WasmTrap.StackOverflow, function.Call([cap], []).Trap);
        Assert.Equal(WasmTrap.None, function.Call([cap - 1], []).Trap);
    }

    [Fact]
    public void PageMemory_Untouched_CostsNoResidentMemory()
    {
        var before = Environment.WorkingSet;
        using PageMemory memory = new(1L << 30, 1L << 30);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 64 << 20);
    }
}
