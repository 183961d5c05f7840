using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using SignalK.Wasm.Tests.Contract;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Programs;

/// <summary>How a program ended and what it printed.</summary>
sealed record ProgramEnd(int ExitCode, string Output, string Error, WasmOutcome Outcome);

/// <summary>The real C and Rust programs of this folder: as checked in, and built anew where the compilers are.</summary>
static class GuestProgram
{
    static readonly Lazy<Dictionary<string, byte[]>> s_binaries = new(Find);
    static readonly ConcurrentDictionary<(string Engine, string Build), IWasmModule> s_modules = [];

    /// <summary>Every engine with every build of one language.</summary>
    public static TheoryData<string, string> Builds(string language)
    {
        TheoryData<string, string> builds = [];
        foreach (var engine in Engines.All)
        {
            foreach (var name in s_binaries.Value.Keys.Where(name => name.StartsWith(language, StringComparison.Ordinal)))
                builds.Add(engine, name);
        }
        return builds;
    }

    public static ProgramEnd Run(string engine, string build, WasiOptions options, WasmLimits limits, params string[] arguments)
    {
        using MemoryStream output = new(), error = new();
        var module = s_modules.GetOrAdd((engine, build), static key => Load(key.Engine, key.Build));
        using WasiContext wasi = new(options with
        {
            Arguments = ["errands", .. arguments],
            Output = WasiOutput.To(output),
            Error = WasiOutput.To(error),
        });
        using var store = module.Engine.CreateStore(limits);
        var made = store.Instantiate(module, wasi.Resolve);
        Assert.True(made.Succeeded, made.ToString());
        var outcome = made.Instance.GetFunction("_start")!.Call([], []);
        return new ProgramEnd(outcome.Returned ? 0 : outcome.ExitCode, Text(output), Text(error), outcome);
    }

    static IWasmModule Load(string engine, string build)
    {
        Assert.True(Engines.Get(engine).TryLoad(s_binaries.Value[build], WasmLimits.Default, out var module, out var refusal), refusal?.ToString());
        return module;
    }

    static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    static Dictionary<string, byte[]> Find()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Programs");
        Dictionary<string, byte[]> binaries = new()
        {
            ["c, checked in"] = File.ReadAllBytes(Path.Combine(folder, "Built/errands-c.wasm")),
            ["rust, checked in"] = File.ReadAllBytes(Path.Combine(folder, "Built/errands-rust.wasm")),
        };
        Build(binaries, "c, built here", "clang", "--target=wasm32-wasi -O2 -Wl,--strip-all", Path.Combine(folder, "Sources/errands.c"));
        // A rustup toolchain first on the path has no such target: Debian's own compiler is asked by its full name.
        Build(binaries, "rust, built here", "/usr/bin/rustc",
            "--edition 2021 --target wasm32-wasi -C opt-level=s -C panic=abort -C strip=symbols", Path.Combine(folder, "Sources/errands.rs"));
        return binaries;
    }

    /// <summary>Adds what the compiler makes; a machine without compiler or target has the checked-in binary.</summary>
    static void Build(Dictionary<string, byte[]> binaries, string name, string compiler, string flags, string source)
    {
        var target = Path.Combine(Directory.CreateTempSubdirectory("wasm-build-").FullName, "errands.wasm");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(compiler, $"{flags} -o {target} {source}") { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) binaries[name] = File.ReadAllBytes(target);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such compiler.
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(target)!, recursive: true);
        }
    }
}
