using System.Diagnostics;

namespace SignalK.Wasm.Tests.Wasmtime;

public sealed class ExecutableMemoryTests
{
    [WasmtimeFact]
    public void Select_AutoWhereMemoryCannotBeMadeExecutable_TakesTheManagedEngine()
    {
        var compiler = ThisProgram.Compiler("no-exec", WasmtimeFiles.Path48);
        using Process child = new() { StartInfo = new(compiler.Program, compiler.Arguments) { RedirectStandardOutput = true } };
        child.Start();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        // Kernels before 6.3 cannot deny it.
        if (output != "unsupported\n")
            Assert.Matches("^managed: the managed engine, because Wasmtime 48 cannot compile: .*executable", output);
    }
}
