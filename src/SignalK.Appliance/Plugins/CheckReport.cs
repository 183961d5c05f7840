using System.Text.Json.Nodes;
using SignalK.Appliance.Wasm;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Settings;
using SignalK.Wasm;

namespace SignalK.Appliance.Plugins;

/// <summary>What a check found, as one object.</summary>
static class CheckReport
{
    public static JsonObject OfPackage(PluginPackage package, PluginPolicies policies)
    {
        var manifest = package.Manifest;
        List<string> faults = [.. package.Faults.Select(fault => $"package.json: {fault}")];
        if (!manifest.IsPlugin)
            faults.Add("package.json: keywords: lack signalk-wasm-plugin, so that no server finds it");
        if (package.Kind == PackageKind.Node)
            faults.Add("package.json: wasmManifest: is missing, so that it is a plugin for Node");
        var report = package.WasmPath is { } path ? ModuleReport.OfFile(path, policies.Of(manifest.Id).Limits.ForCalls) : null;
        if (report?.Fault is { } fault)
            faults.Add($"module: {fault}");
        return new JsonObject
        {
            ["loads"] = manifest.IsPlugin && report is { Fault: null },
            ["name"] = manifest.Name,
            ["id"] = manifest.Id.Derived,
            ["version"] = manifest.Version,
            ["faults"] = Array(faults),
            ["asksFor"] = DirectoryStatus.Capabilities(manifest.Capabilities),
            ["subscriptions"] = Array(manifest.Subscriptions.Select(rule => $"{rule.Path.Text} of {rule.Context.Text}").DefaultIfEmpty("everything")),
            ["webApp"] = manifest.IsWebApp,
            ["module"] = Module(report),
        };
    }

    public static JsonObject OfModule(string path, PluginLimits limits)
    {
        var report = ModuleReport.OfFile(path, limits.ForCalls);
        return new JsonObject
        {
            ["loads"] = report.Fault is null,
            ["faults"] = Array(report.Fault is { } fault ? [$"module: {fault}"] : []),
            ["module"] = Module(report),
        };
    }

    static JsonObject? Module(ModuleReport? report)
    {
        if (report?.Info is not { } info)
            return null;
        return new JsonObject
        {
            ["bytes"] = info.Size,
            ["sha256"] = report.Hash,
            ["convention"] = report.Convention,
            ["memoryBytes"] = (info.Memory?.Minimum ?? 0L) * WasmMemoryType.PageBytes,
            ["features"] = Array(InspectCommand.Features(info)),
            ["imports"] = info.Imports.Count,
            ["unknownImports"] = Array(report.UnknownImports),
            ["exports"] = Array(info.Exports.Where(export => export.Type is WasmFunctionType).Select(export => export.Name)),
        };
    }

    static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
