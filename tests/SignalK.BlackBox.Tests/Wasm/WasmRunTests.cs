using System.Text.Json;

namespace SignalK.BlackBox.Tests.Wasm;

/// <summary><c>signalk wasm run</c> as a plugin author calls it, on each engine that the machine has.</summary>
public sealed class WasmRunTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasm-run-");

    public static TheoryData<string> Engines => [.. WasmEngines.Present];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Invoke_NumbersUpToTheNextOption_PrintsTheResult(string engine)
    {
        var end = await RunAsync(engine, Module(Modules.Numbers), "--invoke", "add", "-5", "3", "--json");
        Assert.Equal(0, end.ExitCode);
        var json = LastLine(end);
        Assert.Equal((engine, "i32", "4294967294"), (Text(json, "engine"), Result(json).GetProperty("type").GetString(), Result(json).GetProperty("value").GetString()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("trap").ValueKind);
        Assert.Equal((4, 65_536), (json.GetProperty("fuelUsed").GetInt32(), json.GetProperty("memoryBytes").GetInt32()));
        Assert.True(json.GetProperty("elapsedMs").GetDouble() >= 0);
        Assert.False(json.TryGetProperty("error", out _));
        Assert.Equal("-2\n", (await RunAsync(engine, "--invoke", "add", "-5", "3", "--", Module(Modules.Numbers))).Output);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Invoke_SixtyFourBitsAndFloats_HaveTheSuitesText(string engine)
    {
        var minusOne = LastLine(await RunAsync(engine, Module(Modules.Numbers), "--json", "--invoke", "same64", "-1"));
        Assert.Equal("18446744073709551615", Result(minusOne).GetProperty("value").GetString());
        var half = LastLine(await RunAsync(engine, Module(Modules.Numbers), "--invoke", "sameF64", "-0.5", "--json"));
        Assert.Equal(("f64", "13826050856027422720"), (Result(half).GetProperty("type").GetString(), Result(half).GetProperty("value").GetString()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Trap_Any_ExitsWith134AndIsNamed(string engine)
    {
        var end = await RunAsync(engine, Module(Modules.Numbers), "--invoke", "die", "--json");
        Assert.Equal((134, "unreachable"), (end.ExitCode, Text(LastLine(end), "trap")));
        end = await RunAsync(engine, Module(Modules.Numbers), "--fuel", "1000", "--json", "--invoke", "spin");
        Assert.Equal((134, "out-of-fuel", 1000), (end.ExitCode, Text(LastLine(end), "trap"), LastLine(end).GetProperty("fuelUsed").GetInt32()));
        end = await RunAsync(engine, Module(Modules.Numbers), "--timeout", "50", "--invoke", "spin");
        Assert.Equal(134, end.ExitCode);
        Assert.Contains("deadline", end.Error);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Refusal_OfEachKind_ExitsWithOneAndSaysWhy(string engine)
    {
        var nonsense = Path.Combine(_folder.FullName, "nonsense.wasm");
        await File.WriteAllTextAsync(nonsense, "not a module");
        var end = await RunAsync(engine, nonsense, "--json");
        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("invalid", Text(LastLine(end), "error"));

        end = await RunAsync(engine, Module(Modules.Numbers), "--memory", "1000", "--json", "--invoke", "die");
        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("limit", Text(LastLine(end), "error"));

        end = await RunAsync(engine, Module(Modules.UnknownImport), "--json", "--invoke", "run");
        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("link", Text(LastLine(end), "error"));
        Assert.Equal(1, (await RunAsync(engine, Path.Combine(_folder.FullName, "absent.wasm"))).ExitCode);
    }

    [Theory]
    [InlineData("--invoke", "add", "1")]
    [InlineData("--invoke", "add", "1", "2", "3")]
    [InlineData("--invoke", "add", "1", "x")]
    [InlineData("--invoke", "add", "1", "4294967296")]
    [InlineData("--invoke", "nothing")]
    [InlineData("--invoke")]
    [InlineData("--invoke", "add", "1", "2", "--wings")]
    [InlineData("--fuel", "lots", "--invoke", "die")]
    [InlineData("--timeout", "0", "--invoke", "die")]
    [InlineData("--engine", "steam", "--invoke", "die")]
    [InlineData("--env", "NOVALUE", "--invoke", "die")]
    [InlineData("--dir", "/nowhere/at/all", "--invoke", "die")]
    [InlineData("stray")]
    [InlineData("--invoke", "die", "--", "stray")]
    public async Task WrongUse_Any_ExitsWithTwo(params string[] arguments)
    {
        var end = await Binary.RunAsync(["wasm", "run", Module(Modules.Numbers), .. arguments]);
        Assert.Equal(2, end.ExitCode);
        Assert.NotEqual("", end.Error);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task CompileBomb_WithinTwoSecondsAndTwoHundredFiftySixMegabytes_IsRefused(string engine)
    {
        // The kernel keeps the bounds: processor time, and private memory, of the process and of its children each.
        var run = Binary.StartInfo("wasm", "run", "--engine", engine, Module(Modules.NestedLoops(2_000)), "--json", "--invoke", "run");
        var bounded = Binary.StartInfo(["--cpu=2", "--data=268435456", run.FileName, .. run.ArgumentList]);
        bounded.FileName = "prlimit";

        var end = await Binary.RunAsync(bounded);

        Assert.Equal(1, end.ExitCode);
        Assert.Matches("^limit: .*loop", Text(LastLine(end), "error"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Program_ArgumentsEnvironmentFolders_Arrive(string engine)
    {
        var program = Programs.Errands;
        Assert.Equal("1=args\n2=--json\n3=-1\n", (await RunAsync(engine, program, "--", "args", "--json", "-1")).Output);
        Assert.Equal("b=c\n", (await RunAsync(engine, program, "--env", "A=b=c", "--env", "B=2", "--", "env", "A")).Output);
        Assert.Equal(0, (await RunAsync(engine, program, "--dir", $"{_folder.FullName}::/data", "--", "write", "/data/x", "hello")).ExitCode);
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "x")));
        Assert.Equal("hello", (await RunAsync(engine, program, "--dir", _folder.FullName, "--", "cat", Path.Combine(_folder.FullName, "x"))).Output);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Program_ItsExitStatus_IsTheCommands(string engine)
    {
        Assert.Equal(33, (await RunAsync(engine, Programs.Errands, "--", "exit", "33")).ExitCode);
        var end = await RunAsync(engine, Programs.Errands, "--json", "--", "exit", "7");
        Assert.Equal((7, "exit(7)"), (end.ExitCode, Text(LastLine(end), "trap")));
        Assert.Equal(134, (await RunAsync(engine, Programs.Errands, "--", "abort")).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Json_ProgramThatPrints_HasItsOutputOnStandardError(string engine)
    {
        var end = await RunAsync(engine, Programs.Errands, "--json", "--", "args");
        Assert.Equal("1=args\n", end.Error);
        Assert.Single(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(engine, Text(LastLine(end), "engine"));
    }

    [Fact]
    public async Task Inspect_AModule_ListsWhatItWantsAndOffers()
    {
        var end = await Binary.RunAsync("wasm", "inspect", Programs.Errands);
        Assert.Equal(0, end.ExitCode);
        Assert.Contains("import    wasi_snapshot_preview1.fd_write: func (i32 i32 i32 i32) -> (i32)\n", end.Output);
        Assert.Contains("export    _start: func () -> ()\n", end.Output);
        Assert.Contains($"size      {new FileInfo(Programs.Errands).Length} bytes", end.Output);
        Assert.Contains("memory    ", end.Output);
        Assert.Contains("features  ", end.Output);

        using var json = JsonDocument.Parse((await Binary.RunAsync("wasm", "inspect", "--json", Module(Modules.Numbers))).Output);
        Assert.Equal(65_536, json.RootElement.GetProperty("memory").GetProperty("minimumBytes").GetInt32());
        Assert.Contains(json.RootElement.GetProperty("exports").EnumerateArray(), export => export.GetProperty("name").GetString() == "add");
    }

    [Fact]
    public async Task Inspect_NoModule_IsRefused()
    {
        var end = await Binary.RunAsync("wasm", "inspect", Repository.Root + "/README.md");
        Assert.Equal(1, end.ExitCode);
        Assert.Contains("invalid", end.Error);
    }

    static Task<Finished> RunAsync(string engine, params string[] arguments) => Binary.RunAsync(["wasm", "run", "--engine", engine, .. arguments]);

    static JsonElement LastLine(Finished end) =>
        JsonDocument.Parse(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.Clone();

    static JsonElement Result(JsonElement json) => json.GetProperty("results").EnumerateArray().Single();

    static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    string Module(byte[] wasm)
    {
        var file = Path.Combine(_folder.FullName, "module.wasm");
        File.WriteAllBytes(file, wasm);
        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
