namespace SignalK.Wasm.Spec;

static class SuiteRunner
{
    /// <summary>Runs every script of a suite.</summary>
    public static Tally Run(IWasmEngine engine, SuiteFiles files, Tiers tiers)
    {
        Tally tally = new();
        foreach (var script in files.Scripts)
        {
            using ScriptRunner runner = new(engine, files, tiers, tally, script);
            runner.Run();
        }
        return tally;
    }
}
