namespace SignalK.Wasm.Tests.Spec;

/// <summary>The official suite, in ../shared beside the repository; tests that need it skip without.</summary>
static class SuiteFolder
{
    public static string Path { get; } = Repository.Shared("wasm-testsuite");

    public static string Kernels { get; } = Repository.Shared("bench/wasm/kernels.wasm");

    public static string Official => System.IO.Path.Combine(Path, "testsuite.tar.gz");

    public static string Random => System.IO.Path.Combine(Path, "random.tar.gz");
}

/// <summary>A test on each engine that needs the suite.</summary>
sealed class SuiteTheoryAttribute : TheoryAttribute
{
    public SuiteTheoryAttribute()
    {
        if (!File.Exists(SuiteFolder.Official))
            Skip = $"needs the WebAssembly test suite in {SuiteFolder.Path}";
    }
}
