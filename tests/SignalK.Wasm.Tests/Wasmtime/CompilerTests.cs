using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Wasmtime;

public sealed class CompilerTests
{
    static readonly WasmtimeCompiler Child = ThisProgram.Compiler("wasm", "compile-child");

    [WasmtimeFact]
    public void TryLoad_InAChild_RunsWhatItCompiled()
    {
        using var engine = Create(Child);

        Assert.Equal(42, Run(engine, Modules.Answer));
    }

    [WasmtimeFact]
    public void TryLoad_ChildHangs_IsRefusedAfterTheDeadline()
    {
        using var engine = Create(ThisProgram.Compiler("hang") with { Deadline = TimeSpan.FromMilliseconds(50) });

        Assert.Equal("limit: compilation took longer than 0.05 s", Refusal(engine, Modules.Answer));
    }

    [WasmtimeFact]
    public void TryLoad_ChildNeedsTooMuchMemory_IsRefusedAndThisProcessLives()
    {
        using var engine = Create(Child with { MemoryBytes = 64 << 20 });

        Assert.StartsWith("limit: compilation ended with status", Refusal(engine, Modules.Heavy()));
        Assert.Equal(42, Run(engine, Modules.Answer));
    }

    [WasmtimeFact]
    public void TryLoad_NoSuchProgram_IsRefused()
    {
        using var engine = Create(new WasmtimeCompiler { Program = "/nonexistent/program" });

        Assert.StartsWith("limit: the compiler process cannot be started", Refusal(engine, Modules.Answer));
    }

    static WasmtimeEngine Create(WasmtimeCompiler compiler)
    {
        WasmtimeOptions options = new() { Library = WasmtimeFiles.Path48, Compiler = compiler };
        Assert.True(WasmtimeEngine.TryCreate(WasmEngineOptions.Default, options, out var engine, out var reason), reason);
        return engine!;
    }

    static string Refusal(WasmtimeEngine engine, byte[] wasm)
    {
        Assert.False(engine.TryLoad(wasm, WasmLimits.Default, out _, out var refusal));
        Assert.True(refusal!.CompilationFailed);
        return refusal.ToString();
    }

    static int Run(WasmtimeEngine engine, byte[] wasm) => Modules.Run(engine, wasm);
}
