using SignalK.Wasm.Spec;

namespace SignalK.Wasm.Tests.Spec;

public class OfficialSuiteTests
{
    public static TheoryData<string> All => Contract.Engines.All;

    [SuiteTheory]
    [MemberData(nameof(All))]
    public void Suite_Official_EveryCommandPasses(string name)
    {
        using var engine = Contract.Engines.Create(name, Options);
        var tally = SuiteRunner.Run(engine, SuiteFiles.Open(SuiteFolder.Official), Tiers.Read(SuiteFolder.Path));
        Assert.Empty(tally.Failures);
        Assert.Equal(31_460, tally.Passed(Tiers.Base));
        Assert.Equal(0, tally.Skipped(Tiers.Base));
        Assert.Equal(24_688, tally.Passed(Tiers.Simd));
        Assert.Equal(0, tally.Skipped(Tiers.Simd));
        Assert.Equal(3_423, tally.Passed(Tiers.Invalid));
    }

    [SuiteTheory]
    [MemberData(nameof(All))]
    public void Suite_RandomModules_EveryAnswerAndItsFuelAgree(string name)
    {
        using var engine = Contract.Engines.Create(name, Options);
        var tally = SuiteRunner.Run(engine, SuiteFiles.Open(SuiteFolder.Random), Tiers.None);
        Assert.Empty(tally.Failures);
        Assert.Equal(20_310, tally.Passed(Tiers.Suite));
        Assert.Equal(0, tally.Skipped(Tiers.Suite));
    }

    static WasmEngineOptions Options { get; } = new() { MemoryBytes = 4L << 30 };
}
