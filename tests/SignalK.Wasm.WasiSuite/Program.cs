using SignalK.Wasm.WasiSuite;

// Runs the programs of the official WASI test suite under each engine: dotnet run -- DIR [NAME-PART]
if (args is not [var directory, .. var filter] || filter.Length > 1)
{
    Console.Error.WriteLine("usage: wasi-suite DIR [NAME-PART]");
    return 2;
}
if (!Directory.Exists(directory))
{
    Console.Error.WriteLine($"wasi-suite: no folder {directory}");
    return 2;
}
var programs = SuiteProgram.Find(directory).Where(program => filter is not [var part] || program.Name.Contains(part)).ToList();
if (programs.Count == 0)
{
    Console.Error.WriteLine($"wasi-suite: no .wasm file in a folder named {SuiteProgram.FolderName} below {directory}");
    return 2;
}
var failures = 0;
foreach (var engine in SuiteEngines.All())
{
    var failed = 0;
    foreach (var program in programs)
    {
        if (SuiteRun.Run(engine, program) is not { } complaint) continue;
        failed++;
        Console.WriteLine($"FAIL {engine.Name} {program.Name}: {complaint}");
    }
    Console.WriteLine($"{engine.Name} passed: {programs.Count - failed} failed: {failed}");
    failures += failed;
}
return failures == 0 ? 0 : 1;
