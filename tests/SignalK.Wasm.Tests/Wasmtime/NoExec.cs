using System.Runtime.InteropServices;
using SignalK.Wasm.Wasmtime;

namespace SignalK.Wasm.Tests.Wasmtime;

/// <summary>A process that denies itself executable memory, as <c>MemoryDenyWriteExecute</c> of systemd does.</summary>
static partial class NoExec
{
    const int SetMdwe = 65;
    const nuint RefuseExecGain = 1;

    public static int Run(string library)
    {
        // The just-in-time compiler needs such memory too: all that runs afterwards has run before.
        Report(library, "/dev/null");
        if (prctl(SetMdwe, RefuseExecGain, 0, 0, 0) != 0)
        {
            Console.Write("unsupported\n");
            return 0;
        }
        Report(library, "/dev/stdout");
        return 0;
    }

    static void Report(string library, string output)
    {
        var choice = WasmEngines.Select(WasmEnginePreference.Auto, wasmtime: new WasmtimeOptions { Library = library });
        File.WriteAllText(output, $"{choice.Engine!.Name}: {choice.Reason}\n");
        choice.Engine.Dispose();
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);
}
