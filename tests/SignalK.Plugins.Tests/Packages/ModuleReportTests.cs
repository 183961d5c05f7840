using SignalK.Plugins.Packages;
using SignalK.Wasm;

namespace SignalK.Plugins.Tests.Packages;

public class ModuleReportTests
{
    [Fact]
    public void Report_OfAPlugin_SaysWhatItIs()
    {
        var report = ModuleReport.Of(TestModule.Plugin, WasmLimits.Default);

        Assert.Null(report.Fault);
        Assert.Equal("buffers", report.Convention);
        Assert.Empty(report.UnknownImports);
        Assert.Equal(64, report.Hash.Length);
    }

    [Fact]
    public void Report_Imports_NamesThoseThatNobodyProvides()
    {
        var module = TestModule.Make(["plugin_id", "plugin_start", "allocate"],
            ["env.sk_debug", "env.sk_exec_command", "env.Math.sin", "as-fetch._fetchGET", "warp.drive", "wasi_snapshot_preview1.fd_teleport"]);

        var report = ModuleReport.Of(module, WasmLimits.Default);

        Assert.Null(report.Fault);
        Assert.Equal(["env.sk_exec_command", "warp.drive", "wasi_snapshot_preview1.fd_teleport"], report.UnknownImports);
    }

    [Fact]
    public void Report_OfWhatIsNoPlugin_SaysWhy()
    {
        Assert.Contains("no Signal K plugin", ModuleReport.Of(TestModule.Make(["main"], []), WasmLimits.Default).Fault);
        Assert.StartsWith("invalid", ModuleReport.Of("no module"u8, WasmLimits.Default).Fault);
        Assert.StartsWith("limit", ModuleReport.Of(TestModule.Plugin, WasmLimits.Default with { MemoryBytes = 0 }).Fault);
    }

    [Fact]
    public void Report_OfAFile_RefusesTheLargeAndTheMissing()
    {
        using var folder = new TestFolder();
        var file = folder.Write("plugin.wasm", TestModule.Plugin);

        Assert.Null(ModuleReport.OfFile(file, WasmLimits.Default).Fault);
        Assert.StartsWith("limit", ModuleReport.OfFile(file, WasmLimits.Default with { ModuleBytes = 10 }).Fault);
        Assert.NotNull(ModuleReport.OfFile(folder.In("missing"), WasmLimits.Default).Fault);
    }
}
