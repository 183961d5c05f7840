using System.CommandLine;
using System.Diagnostics;
using SignalK.Appliance.Cli;
using SignalK.Wasm;

namespace SignalK.Appliance.Tests.Plugins;

public sealed class NewCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("signalk-new-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("as")]
    [InlineData("rust")]
    [InlineData("c")]
    public async Task New_EachLanguage_LaysDownAPackageWithItsSdk(string language)
    {
        var (code, output, error) = await NewAsync("@boat/wind-alarm", "--language", language, "--folder", _folder);

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("npm run build", output);
        var all = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        var package = File.ReadAllText(Path.Combine(_folder, "package.json"));
        Assert.Contains("\"name\": \"@boat/wind-alarm\"", package);
        Assert.Contains("navigation.windAlarm", package);
        Assert.Contains(Path.Combine(_folder, "sdk/signalk.wit"), all);
        Assert.Contains(Path.Combine(_folder, ".gitignore"), all);
        Assert.DoesNotContain(all, file => ((string[])["__NAME__", "__TITLE__", "__CRATE__", "__KEY__"]).Any(File.ReadAllText(file).Contains));
    }

    [Fact]
    public async Task New_Json_IsOneValue()
    {
        var (code, output, _) = await NewAsync("wind-alarm", "--folder", _folder, "--json");

        Assert.Equal(ExitCode.Success, code);
        using var json = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal((_folder, "as"), (json.RootElement.GetProperty("folder").GetString(), json.RootElement.GetProperty("language").GetString()));
    }

    [CompiledTheory]
    [InlineData("as")]
    [InlineData("rust")]
    [InlineData("c")]
    public async Task New_EachLanguage_Builds(string language)
    {
        await NewAsync("7-seas", "--language", language, "--folder", _folder);
        if (language == "as")
        {
            // What `npm install` puts there.
            Assert.Equal((0, ""), Run(Repository.Root, Repository.Of("build/assemblyscript.sh")));
            Directory.CreateDirectory(Path.Combine(_folder, "node_modules/@signalk-appliance"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "node_modules/@signalk-appliance/plugin-sdk"), Path.Combine(_folder, "sdk"));
            foreach (var tool in (string[])["assemblyscript", ".bin"])
                Directory.CreateSymbolicLink(Path.Combine(_folder, "node_modules", tool), Repository.Of($"artifacts/assemblyscript/0.28/node_modules/{tool}"));
        }

        Assert.Equal(0, Run(_folder, "npm", "run", "build", "--silent").Code);

        Assert.True(WasmModuleReader.TryRead(File.ReadAllBytes(Path.Combine(_folder, "plugin.wasm")), WasmLimits.Default, out var info, out var refusal), refusal?.ToString());
        var exports = info.Exports.Select(export => export.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "memory", "plugin_name", "plugin_schema", "plugin_start", "plugin_stop", "delta_handler" }, exports);
        Assert.Equal(["sk_handle_message", "sk_set_status"], info.Imports.Select(import => import.Name).Where(name => name is "sk_handle_message" or "sk_set_status").Order());
    }

    [Theory]
    [InlineData("Wind Alarm")]
    [InlineData("../evil")]
    [InlineData("@/x")]
    [InlineData("Capital")]
    [InlineData("-")]
    public async Task New_NoNameOfAPackage_IsWrongUse(string name)
    {
        var (code, _, error) = await NewAsync(name, "--folder", _folder);

        Assert.Equal(ExitCode.WrongUse, code);
        Assert.Contains("no name", error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task New_FolderWithFiles_IsLeftAlone()
    {
        File.WriteAllText(Path.Combine(_folder, "mine"), "");

        var (code, _, error) = await NewAsync("wind-alarm", "--folder", _folder);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("is there already", error);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    static async Task<(int Code, string Output, string Error)> NewAsync(params string[] arguments)
    {
        StringWriter output = new(), error = new();
        var parsed = CommandLine.Root().Parse(["plugin", "new", .. arguments], new ParserConfiguration { ResponseFileTokenReplacer = null });
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    static (int Code, string Error) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Debian's compilers first: another's may lack the target.
        start.Environment["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(300_000)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, error.Result);
    }

    /// <summary>Skipped, with the reason, where a compiler is missing.</summary>
    sealed class CompiledTheoryAttribute : TheoryAttribute
    {
        public CompiledTheoryAttribute()
        {
            var missing = ((string[])["node", "npm", "clang", "wasm-ld", "cargo"]).FirstOrDefault(name =>
                !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name))));
            if (missing is not null)
                Skip = $"{missing} is not installed (build/setup.sh plugins)";
        }
    }
}
