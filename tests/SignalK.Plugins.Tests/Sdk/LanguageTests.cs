using System.Text.Json;
using SignalK.Plugins.Tests.Abi;
using SignalK.Wasm;

namespace SignalK.Plugins.Tests.Sdk;

/// <summary>What the SDK of each language says against the contract, and what its helpers do.</summary>
public sealed class LanguageTests
{
    static readonly Lazy<JsonElement> s_contract = new(() =>
    {
        var (code, json) = SdkTools.Run("node", "build/wit.mjs", "--json");
        Assert.True(code == 0, json);
        return JsonDocument.Parse(json).RootElement;
    });

    [CompilersTheory]
    [InlineData("everything-0.27-incremental")]
    [InlineData("everything-0.28-incremental")]
    [InlineData("everything-0.28-stub")]
    [InlineData("everything-c")]
    [InlineData("everything-cpp")]
    [InlineData("everything-rust")]
    public void Imports_OfEverything_AreTheContracts(string module)
    {
        var imports = Info(module).Imports.Where(import => import.Name.StartsWith("sk_", StringComparison.Ordinal))
            .Select(import => $"{import.Module}.{import.Name}: {import.Type}").Order(StringComparer.Ordinal);

        Assert.Equal(Contract("imports").Select(function => $"env.{function.Key}: {function.Value}").Order(StringComparer.Ordinal), imports);
    }

    [CompilersTheory]
    [InlineData("everything-c")]
    [InlineData("everything-rust")]
    public void Exports_InTheFormOfBuffers_AreTheContracts(string module)
    {
        var exports = Info(module).Exports.ToDictionary(export => export.Name, export => export.Type.ToString());
        var agreed = Contract("exports");
        var known = exports.Where(export => agreed.ContainsKey(export.Key)).ToList();

        Assert.True(known.Count >= 7, string.Join(' ', known));
        Assert.All(known, export => Assert.Equal(agreed[export.Key], export.Value));
    }

    [CompilersTheory]
    [InlineData("json-0.27-incremental")]
    [InlineData("json-0.27-stub")]
    [InlineData("json-0.28-incremental")]
    [InlineData("json-0.28-stub")]
    [InlineData("everything-c")]
    [InlineData("everything-cpp")]
    public void Helpers_OfJson_ReadAndWriteIt(string module)
    {
        var engine = Engines.Get(Engines.Managed);
        Assert.True(engine.TryLoad(Built.Sdk(module), WasmLimits.Default, out var loaded, out var refusal), refusal?.ToString());
        using (loaded)
        using (var store = engine.CreateStore(WasmLimits.Default))
        {
            var made = store.Instantiate(loaded!, static _ => new WasmHostFunction(static (_, _, _) => { }));
            Assert.True(made.Succeeded, made.ToString());
            made.Instance!.GetFunction("_initialize")?.Call([], []);
            var wrong = new WasmValue[1];

            Assert.True(made.Instance.GetFunction("check")!.Call([], wrong).Returned);
            Assert.Equal(0, wrong[0].I32);
        }
    }

    [CompilersTheory]
    [InlineData("guide-0.27")]
    [InlineData("guide-0.28")]
    public void Guide_WhatItShows_CompilesAndDoesIt(string module)
    {
        var imports = Info(module).Imports.Select(import => import.Name).ToHashSet();

        Assert.Superset(new HashSet<string> { "sk_handle_message", "sk_subscribe", "sk_publish_notification", "sk_register_put_handler", "sk_fetch" }, imports);
    }

    [CompilersFact]
    public void RustJson_ItsOwnTests_Pass()
    {
        var test = Path.Combine(Directory.CreateTempSubdirectory("signalk-").FullName, "json");
        var source = Repository.Of("src/plugin-sdk/rust/signalk-plugin/src/json.rs");

        Assert.Null(SdkTools.Problem("rustc", "--edition", "2021", "--test", source, "-o", test) ?? SdkTools.Problem(test));
        Directory.Delete(Path.GetDirectoryName(test)!, recursive: true);
    }

    static WasmModuleInfo Info(string module)
    {
        Assert.True(Engines.Get(Engines.Managed).TryLoad(Built.Sdk(module), WasmLimits.Default, out var loaded, out var refusal), refusal?.ToString());
        using (loaded)
            return loaded!.Info;
    }

    static Dictionary<string, string> Contract(string group) => s_contract.Value.GetProperty(group).EnumerateArray()
        .Where(function => !function.GetProperty("chosen").GetBoolean())
        .ToDictionary(function => function.GetProperty("name").GetString()!, function => $"func ({Types(function, "parameters")}) -> ({Types(function, "results")})");

    static string Types(JsonElement function, string name) => string.Join(' ', function.GetProperty(name).EnumerateArray());
}
