namespace SignalK.Wasm.Tests.Differential;

public sealed class DifferentialTests
{
    const int Modules = 300;

    [WasmtimeFact]
    public void GeneratedModules_OnBothEngines_AgreeInEverything()
    {
        var comparison = DifferentialRun.Create(Engines.Managed, Engines.Wasmtime48);
        for (var seed = 1; seed <= Modules; seed++)
            Assert.Null(comparison.Run(seed));
        // The generator is worth something only while most calls get somewhere.
        Assert.True(comparison.Returned > Modules, $"{comparison.Returned} of {comparison.Calls} calls returned");
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSameModule() =>
        Assert.Equal(ModuleGenerator.Generate(7).Wasm, ModuleGenerator.Generate(7).Wasm);
}
