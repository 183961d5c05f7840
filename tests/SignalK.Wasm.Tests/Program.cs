using SignalK.Wasm.Tests.Differential;
using SignalK.Wasm.Tests.Wasmtime;
using SignalK.Wasm.Wasmtime;

// The test assembly is a program too: what the tests start as a child, and the long runs.
return args switch
{
    ["wasm", "compile-child"] => WasmtimeCompileChild.Run(Console.OpenStandardInput(), Console.OpenStandardOutput()),
    ["hang"] => Hang(),
    ["no-exec", var library] => NoExec.Run(library),
    ["differential", .. var rest] => DifferentialRun.Run(rest),
    _ => Usage(),
};

static int Hang()
{
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: SignalK.Wasm.Tests differential COUNT [SEED]");
    return 2;
}
