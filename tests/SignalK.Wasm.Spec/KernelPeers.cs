using System.Diagnostics;
using System.Globalization;

namespace SignalK.Wasm.Spec;

/// <summary>The same kernels outside our engines, in the same run: under Node's V8, and as C where a compiler and the source are there.</summary>
sealed class KernelPeers(string wasm)
{
    const string Script = """
        const [file, name, work] = process.argv.slice(1);
        const module = new WebAssembly.Module(require('fs').readFileSync(file));
        let best = Infinity;
        for (let i = 0; i < 6; i++) {
          const { exports } = new WebAssembly.Instance(module);
          exports[name](1);
          const start = process.cpuUsage();
          exports[name](Number(work));
          const used = process.cpuUsage(start);
          best = Math.min(best, (used.user + used.system) / 1000);
        }
        console.log(best);
        """;

    readonly string? _native = Compile(Path.ChangeExtension(wasm, ".c"));

    /// <summary>Milliseconds of processor time; null without Node.</summary>
    public double? V8(string kernel, int work) => Number(Run("node", "-e", Script, wasm, kernel, Text(work)));

    /// <summary>Milliseconds; null without compiler or source.</summary>
    public double? Native(string kernel, int work) =>
        _native is null ? null : Enumerable.Range(0, 5).Select(_ => Number(Run(_native, kernel, Text(work))?.Split(' ')[1])).Min();

    static string? Compile(string source)
    {
        var output = Path.Combine(Path.GetTempPath(), $"kernels-{Environment.ProcessId}");
        return File.Exists(source) && Run("gcc", "-O2", "-fno-tree-vectorize", "-DNATIVE", source, "-o", output) is not null ? output : null;
    }

    /// <summary>What it printed; null when it is not there or failed.</summary>
    internal static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static double? Number(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
