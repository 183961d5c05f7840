namespace SignalK.Wasm.Tests.Spec;

public class KernelTests
{
    public static TheoryData<string, string, int, uint, ulong> Goldens
    {
        get
        {
            TheoryData<string, string, int, uint, ulong> data = [];
            foreach (var engine in Contract.Engines.All.Cast<object[]>().Select(row => (string)row[0]))
            {
                data.Add(engine, "fib", 32, 2178309, 77540705);
                data.Add(engine, "sieve", 10, 82025, 372503945);
                data.Add(engine, "sha256", 2048, 3270176814, 291022890);
                data.Add(engine, "matmul", 40, 2160919655, 470747863);
                data.Add(engine, "json", 50000, 1632687104, 402700005);
                data.Add(engine, "indirect", 20000000, 2251489824, 985000066);
                data.Add(engine, "bytes", 300, 218016854, 276591011);
            }
            return data;
        }
    }

    [SuiteTheory]
    [MemberData(nameof(Goldens))]
    public void Kernel_AfterAWarmUp_ReturnsItsChecksumForItsFuel(string engine, string kernel, int work, uint checksum, ulong fuel)
    {
        var limits = WasmLimits.Default with { Fuel = 10_000_000_000, Deadline = TimeSpan.FromMinutes(5) };
        using var store = Contract.Engines.Get(engine).CreateStore(limits);
        var instance = store.Instantiate(Guest.Load(engine, File.ReadAllBytes(SuiteFolder.Kernels))).Instance!;
        var function = instance.GetFunction(kernel)!;
        var result = new WasmValue[1];
        function.Call([1], result);

        var outcome = function.Call([work], result);

        Assert.Equal(new WasmOutcome(WasmTrap.None, fuel), outcome);
        Assert.Equal(checksum, result[0].U32);
    }
}
