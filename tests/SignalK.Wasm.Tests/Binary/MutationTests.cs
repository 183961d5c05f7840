using SignalK.Wasm.Spec;
using SignalK.Wasm.Tests.Spec;

namespace SignalK.Wasm.Tests.Binary;

public class MutationTests
{
    [SuiteTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void TryLoad_MutatedModules_AreRefusedOrRunWithinTheirLimits(int seed)
    {
        var mutator = new ModuleMutator(SuiteFiles.Open(SuiteFolder.Official), seed);
        var engine = Contract.Engines.Get(Contract.Engines.Managed);
        var accepted = 0;
        for (var i = 0; i < 5_000; i++)
            accepted += ModuleMutator.Try(engine, mutator.Next()) ? 1 : 0;
        Assert.InRange(accepted, 1, 4_999);
    }
}
