using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Wasmtime;

/// <summary>The test assembly as a child process.</summary>
static class ThisProgram
{
    static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "SignalK.Wasm.Tests.dll");

    public static WasmtimeCompiler Compiler(params string[] arguments) => new()
    {
        Program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet",
        Arguments = ["exec", Assembly, .. arguments],
    };
}
