using SignalK.Wasm.Tests.Wasmtime;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Selection;

public sealed class SelectionTests
{
    static readonly WasmtimeOptions Missing = new() { Library = "/nonexistent/libwasmtime.so" };

    [Fact]
    public void Select_ManagedConfigured_SaysSo()
    {
        var choice = WasmEngines.Select(WasmEnginePreference.Managed);
        using var engine = choice.Engine!;

        Assert.Equal("managed", engine.Name);
        Assert.Equal("the managed engine, as configured", choice.Reason);
    }

    [Fact]
    public void Select_AutoWithoutWasmtime_TakesTheManagedEngineAndSaysWhy()
    {
        var choice = WasmEngines.Select(WasmEnginePreference.Auto, wasmtime: Missing);
        using var engine = choice.Engine!;

        Assert.Equal("managed", engine.Name);
        Assert.StartsWith("the managed engine, because /nonexistent/libwasmtime.so cannot be read", choice.Reason);
        Assert.Equal(42, Modules.Run(engine, Modules.Answer));
    }

    [Fact]
    public void Select_WasmtimeConfiguredAndMissing_GivesNoneAndSaysWhy()
    {
        var choice = WasmEngines.Select(WasmEnginePreference.Wasmtime, wasmtime: Missing);

        Assert.Null(choice.Engine);
        Assert.Contains("cannot be read", choice.Reason);
    }

    [WasmtimeFact]
    public void Select_AutoWithWasmtime_TakesIt()
    {
        var choice = WasmEngines.Select(WasmEnginePreference.Auto, wasmtime: new WasmtimeOptions { Library = WasmtimeFiles.Path48 });
        using var engine = choice.Engine!;

        Assert.Equal(("wasmtime", "48"), (engine.Name, engine.Version));
        Assert.Equal($"Wasmtime 48 from {WasmtimeFiles.Path48}", choice.Reason);
    }

    [WasmtimeFact]
    public void TryLoad_CompilationKilled_FallsBackWithTheReason()
    {
        WasmtimeOptions wasmtime = new()
        {
            Library = WasmtimeFiles.Path48,
            Compiler = ThisProgram.Compiler("hang") with { Deadline = TimeSpan.FromMilliseconds(50) },
        };
        using var engine = WasmEngines.Select(WasmEnginePreference.Auto, wasmtime: wasmtime).Engine!;

        Assert.True(engine.TryLoad(Modules.Answer, WasmLimits.Default, out var module, out _));
        Assert.Equal("managed", module.Engine.Name);
        Assert.Equal("runs on the managed engine: compilation took longer than 0.05 s", module.Note);
        Assert.Equal(42, Modules.Run(engine, Modules.Answer));
    }

    [WasmtimeFact]
    public void TryLoad_NotValid_IsRefusedWithoutASecondOpinion()
    {
        using var engine = WasmEngines.Select(WasmEnginePreference.Auto, wasmtime: new WasmtimeOptions { Library = WasmtimeFiles.Path48 }).Engine!;

        Assert.False(engine.TryLoad([1, 2, 3], WasmLimits.Default, out _, out var refusal));
        Assert.Equal(WasmRefusalKind.Invalid, refusal.Kind);
    }

    [Theory]
    [InlineData("auto", WasmEnginePreference.Auto)]
    [InlineData("managed", WasmEnginePreference.Managed)]
    [InlineData("wasmtime", WasmEnginePreference.Wasmtime)]
    public void TryParse_TheSettingsWords_AreKnown(string text, WasmEnginePreference expected)
    {
        Assert.True(WasmEnginePreferences.TryParse(text, out var preference));
        Assert.Equal(expected, preference);
        Assert.False(WasmEnginePreferences.TryParse(text.ToUpperInvariant(), out _));
    }
}
