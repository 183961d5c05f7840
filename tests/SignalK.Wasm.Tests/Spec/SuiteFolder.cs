namespace SignalK.Wasm.Tests.Spec;

/// <summary>The official suite, in ../shared beside the repository; tests that need it skip without.</summary>
static class SuiteFolder
{
    public static string Path { get; } = Find("wasm-testsuite");

    public static string Kernels { get; } = System.IO.Path.Combine(Find("bench"), "wasm", "kernels.wasm");

    public static string Official => System.IO.Path.Combine(Path, "testsuite.tar.gz");

    public static string Random => System.IO.Path.Combine(Path, "random.tar.gz");

    static string Find(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SignalK.Appliance.sln")))
            folder = folder.Parent;
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder?.FullName ?? ".", "../shared", name));
    }
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
