using System.Text;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.WasiSuite;

static class SuiteRun
{
    static readonly WasmLimits s_limits = WasmLimits.Default with { Fuel = WasmLimits.UnlimitedFuel, Deadline = TimeSpan.FromSeconds(60) };

    /// <summary>Null when the program did as expected, else what it did.</summary>
    public static string? Run(IWasmEngine engine, SuiteProgram program)
    {
        if (!engine.TryLoad(File.ReadAllBytes(program.File), s_limits, out var module, out var refusal)) return refusal.ToString();
        using var loaded = module;
        using MemoryStream output = new(), error = new();
        var copies = program.Folders.Select(folder => (Copy: Directory.CreateTempSubdirectory("wasi-suite-"), folder.Host, folder.Guest)).ToList();
        try
        {
            foreach (var (copy, host, _) in copies) Copy(new DirectoryInfo(host), copy);
            using WasiContext wasi = new(new WasiOptions
            {
                Arguments = [Path.GetFileName(program.File), .. program.Arguments],
                Environment = program.Environment,
                Preopens = [.. copies.Select(folder => new WasiPreopen(folder.Copy.FullName, folder.Guest))],
                Output = WasiOutput.To(output),
                Error = WasiOutput.To(error),
            });
            return Judge(program, Start(module, wasi), Text(output), Text(error));
        }
        finally
        {
            foreach (var (copy, _, _) in copies) copy.Delete(recursive: true);
        }
    }

    /// <summary>The exit code, or what went wrong.</summary>
    static (int? Code, string Outcome) Start(IWasmModule module, WasiContext wasi)
    {
        using var store = module.Engine.CreateStore(s_limits);
        var made = store.Instantiate(module, wasi.Resolve);
        if (!made.Succeeded) return (null, made.ToString());
        if (made.Instance.GetFunction("_start") is not { } start) return (null, "exports no _start");
        var outcome = start.Call([], []);
        return (outcome.Returned ? 0 : outcome.Trap == WasmTrap.Exit ? outcome.ExitCode : null, outcome.ToString());
    }

    static string? Judge(SuiteProgram program, (int? Code, string Outcome) end, string output, string error)
    {
        if (end.Code != program.ExitCode) return $"{end.Outcome}, expected exit({program.ExitCode}); {Last(error)}";
        if (program.Output is { } expected && expected != output) return $"stdout was \"{output}\", expected \"{expected}\"";
        return program.Error is { } expectedError && expectedError != error ? $"stderr was \"{error}\", expected \"{expectedError}\"" : null;
    }

    static string Last(string error) => string.Join(" | ", error.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(6));

    static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    static void Copy(DirectoryInfo source, DirectoryInfo target)
    {
        // Version control keeps no empty folders: a missing root is one.
        if (!source.Exists) return;
        foreach (var file in source.EnumerateFiles()) file.CopyTo(Path.Combine(target.FullName, file.Name));
        foreach (var folder in source.EnumerateDirectories()) Copy(folder, target.CreateSubdirectory(folder.Name));
    }
}
