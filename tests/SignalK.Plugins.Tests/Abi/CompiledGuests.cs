using System.Collections.Concurrent;
using SignalK.Plugins.Tests.Sdk;
using SignalK.Wasm;

namespace SignalK.Plugins.Tests.Abi;

/// <summary>The guests of Sources, compiled with both compilers and both runtimes; kept in artifacts.</summary>
static class CompiledGuests
{
    static readonly Lazy<string?> s_problem = new(() => SdkTools.Problem("bash", "tests/SignalK.Plugins.Tests/Abi/Sources/build.sh"));

    static readonly ConcurrentDictionary<(string Engine, string Name, string Build), Lazy<IWasmModule>> s_modules = [];

    /// <summary>Why they could not be compiled; null when they were.</summary>
    public static string? Problem => s_problem.Value;

    /// <summary>Engine, compiler and runtime.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (var engine in Engines.Names)
            {
                foreach (var build in (string[])["0.27-incremental", "0.27-stub", "0.28-incremental", "0.28-stub"])
                    rows.Add(engine, build);
            }
            return rows;
        }
    }

    /// <summary>Loaded once for all tests.</summary>
    public static IWasmModule Load(string engine, string name, string build) =>
        s_modules.GetOrAdd((engine, name, build), static key => new(() => Guests.Load(Engines.Get(key.Engine), Read(key.Name, key.Build)))).Value;

    public static byte[] Read(string name, string build) =>
        File.ReadAllBytes(Repository.Of($"artifacts/abi-plugins/{name}-{build}.wasm"));
}

/// <summary>A theory that needs the compilers of npm.</summary>
sealed class CompiledTheoryAttribute : TheoryAttribute
{
    public CompiledTheoryAttribute() => Skip = CompiledGuests.Problem;
}
