using System.CommandLine;
using System.Text.Json.Nodes;
using SignalK.Appliance.Cli;
using SignalK.Plugins.Tests;
using SignalK.Plugins.Tests.Packages;

namespace SignalK.Appliance.Tests.Plugins;

/// <summary>The commands on a directory on which no server runs.</summary>
public sealed class PluginCommandTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_ThenList_ShowsItEnabled()
    {
        var package = _folder.Write("hello.tgz", TestPackage.Plugin(more: ""","wasmCapabilities":{"network":true,"serialPorts":true}""").ToArray());

        var (code, output, _) = await RunAsync("install", package);
        Assert.Equal((0, "installed @test/hello 1.0.0; granted: network; asked for and not granted: serialPorts\n"), (code, output));

        (_, output, _) = await RunAsync("list");
        Assert.Equal("@test/hello  1.0.0  wasm  enabled  stopped\n", output);
        (_, output, _) = await RunAsync("list", "--json");
        Assert.Equal(
            """[{"id":"_test_hello","packageName":"@test/hello","name":"@test/hello","version":"1.0.0","type":"wasm","enabled":true,"state":"stopped","statusMessage":""}]""",
            output.TrimEnd());
        Assert.Contains("\"network\": true", _folder.Read("config/settings.json"));
    }

    [Theory]
    [InlineData("@test/hello")]
    [InlineData("_test_hello")]
    public async Task EitherId_IsTakenByEveryCommand(string id)
    {
        await InstallAsync();

        Assert.Equal(0, (await RunAsync("disable", id)).Code);
        Assert.Contains("off", (await RunAsync("list")).Output);
        Assert.Equal(0, (await RunAsync("enable", id)).Code);
        Assert.Contains("state                           stopped", (await RunAsync("status", id)).Output);
        Assert.Equal(1, (await RunAsync("undo", id)).Code);
        Assert.Equal(1, (await RunAsync("reload", id)).Code);
        Assert.Equal(0, (await RunAsync("remove", id)).Code);
        Assert.Equal(1, (await RunAsync("remove", id)).Code);
    }

    [Fact]
    public async Task Undo_AfterAnUpdate_BringsTheOldVersionBack()
    {
        await InstallAsync();
        await InstallAsync("2.0.0");

        Assert.Equal((0, "brought back @test/hello 1.0.0 (was 2.0.0)\n"), (await RunAsync("undo", "@test/hello")) is var undo ? (undo.Code, undo.Output) : default);
    }

    [Fact]
    public async Task Grant_IsWrittenAndShown()
    {
        await InstallAsync(more: ""","wasmCapabilities":{"network":true,"putHandlers":true}""");

        Assert.Equal(0, (await RunAsync("grant", "@test/hello", "network=api.example.org:443,10.0.0.0/8", "putHandlers=false")).Code);
        Assert.Equal(1, (await RunAsync("grant", "@test/hello", "network=host:99999")).Code);

        var status = JsonNode.Parse((await RunAsync("status", "@test/hello", "--json")).Output)!["capabilities"]!;
        Assert.Equal("""["api.example.org:443","10.0.0.0/8"]""", status["network"]!.ToJsonString());
        Assert.False((bool)status["putHandlers"]!);
    }

    [Fact]
    public async Task Remove_WithData_LeavesNoConfiguration()
    {
        await InstallAsync();
        await RunAsync("remove", "@test/hello", "--data");

        Assert.Empty(Directory.GetFiles(_folder.In("config/plugin-config-data"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Install_ThatFails_SaysWhyAndIsStatusOne()
    {
        var (code, output, error) = await RunAsync("install", _folder.Write("bad.tgz", "no package"));
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("signalk: the package is no gzip archive", error);

        (code, output, _) = await RunAsync("install", _folder.In("missing.tgz"), "--json");
        Assert.Equal(1, code);
        Assert.False((bool)JsonNode.Parse(output)!["ok"]!);
    }

    [Theory]
    [InlineData("install")]
    [InlineData("enable")]
    [InlineData("frobnicate")]
    [InlineData("list", "--url", "not-an-address")]
    [InlineData("list", "extra")]
    [InlineData("grant", "a")]
    [InlineData("grant", "a", "network")]
    [InlineData("grant", "a", "warp=true")]
    public async Task Use_ThatIsWrong_IsStatusTwo(params string[] arguments) =>
        Assert.Equal(ExitCode.WrongUse, await CommandLine.RunAsync(["plugin", .. arguments]));

    [Fact]
    public async Task Check_OfDirectoryModuleAndPackage_SayTheSame()
    {
        _folder.Write("src/package.json", TestPackage.Manifest());
        var module = _folder.Write("src/plugin.wasm", TestModule.Make(["plugin_id", "plugin_start", "allocate"], ["env.sk_debug", "env.sk_exec_command"]));
        var package = _folder.Write("p.tgz", TestPackage.Pack(("package/package.json", TestPackage.Manifest()), ("package/plugin.wasm", File.ReadAllBytes(module))).ToArray());

        foreach (var path in (string[])[_folder.In("src"), module, package])
        {
            var (code, output, _) = await RunAsync("check", path, "--json");
            var json = JsonNode.Parse(output)!;
            Assert.Equal(0, code);
            Assert.True((bool)json["loads"]!);
            Assert.Equal("buffers", (string)json["module"]!["convention"]!);
            Assert.Equal("env.sk_exec_command", (string)Assert.Single(json["module"]!["unknownImports"]!.AsArray())!);
        }
        Assert.False(Directory.Exists(_folder.In("config")));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "lack signalk-wasm-plugin")]
    [InlineData("""{"name":"a","keywords":["signalk-wasm-plugin"],"wasmManifest":"package.json"}""", "module: invalid")]
    public async Task Check_OfWhatWouldNotLoad_SaysWhyAndIsStatusOne(string manifest, string reason)
    {
        _folder.Write("src/package.json", manifest);

        var (code, output, _) = await RunAsync("check", _folder.In("src"));

        Assert.Equal(1, code);
        Assert.Contains(reason, output);
    }

    async Task InstallAsync(string version = "1.0.0", string more = "") =>
        Assert.Equal(0, (await RunAsync("install", _folder.Write("p.tgz", TestPackage.Plugin(version: version, more: more).ToArray()))).Code);

    async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Root()
            .Parse(["plugin", .. arguments, "--config", _folder.In("config")], new ParserConfiguration { ResponseFileTokenReplacer = null })
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
