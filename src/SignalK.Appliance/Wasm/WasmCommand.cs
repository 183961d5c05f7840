using System.CommandLine;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Appliance.Wasm;

/// <summary><c>signalk wasm</c>: tools for whoever writes a plugin.</summary>
static class WasmCommand
{
    public static Command Create() => new("wasm", "Run and look at WebAssembly modules.")
    {
        RunCommand.Create(),
        InspectCommand.Create(),
        CompileChild(),
        EngineProbe.Create(),
    };

    /// <summary>What this binary starts itself as to compile a module within limits of time and memory.</summary>
    static Command CompileChild()
    {
        var command = new Command("compile-child", "Compile a module from standard input for the parent process.") { Hidden = true };
        command.SetAction(_ =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            return WasmtimeCompileChild.Run(input, output);
        });
        return command;
    }
}
