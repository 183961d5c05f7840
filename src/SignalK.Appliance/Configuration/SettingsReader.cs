using System.Net;
using System.Text.Json.Nodes;
using SignalK.Connections.Options;
using SignalK.Wasm;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// Reads settings.json as upstream writes it, and our own keys in its objects <c>appliance</c> and <c>wasm</c>. How to add a setting: a
/// property with its default in <see cref="Settings"/>, a line here, its place in config/settings.schema.json and in
/// the commented sample beside it (tests compare the three).
/// </summary>
static partial class SettingsReader
{
    const int LargestPort = 65535;
    const int HttpsPort = 3443;

    public static Settings Read(JsonObject document, FaultList faults)
    {
        var root = new JsonFields(document, "", faults);
        var own = root.Object("appliance") ?? new JsonFields(null, "appliance", faults);
        var interfaces = root.Object("interfaces") ?? new JsonFields(null, "interfaces", faults);
        var connections = ReadConnections(root);
        var configured = connections.Count > 0;
        return new Settings
        {
            HttpPort = root.Integer("port", 0, LargestPort, Settings.Default.HttpPort),
            HttpsPort = Port(root, "sslport", root.Flag("ssl", false), HttpsPort),
            RedirectsToHttps = own.Flag("httpsOnly", true),
            RunsPlugins = interfaces.Flag("wasm", true),
            Nmea0183Port = Port(own, "nmea0183Port", interfaces.Flag("nmea-tcp", true), Settings.Default.Nmea0183Port),
            StreamPort = Port(own, "streamPort", interfaces.Flag("tcp", true), Settings.Default.StreamPort),
            // Who configured connections gets those: an input that nobody asked for could double the boat's data.
            UdpPort = Port(own, "udpPort", interfaces.Flag("udp", !configured || own.Has("udpPort")), Settings.Default.UdpPort),
            Listen = [.. ReadListen(own)],
            Nmea0183PortIsInput = own.Flag("nmea0183Input", true),
            FindSerialPorts = own.Flag("findSerialPorts", !configured),
            SecurityEnabled = root.Object("security")?.Text("strategy") is not null,
            Connections = [.. connections],
            Outputs = [.. ReadOutputs(own)],
            Priorities = ReadPriorities(root, faults),
            PruneContexts = root.Duration("pruneContextsMinutes", TimeSpan.FromMinutes(1), Settings.Default.PruneContexts),
            ExpireValues = root.Flag("enforceDataTimeouts", true),
            WasmEngine = ReadWasmEngine(root),
            Plugins = ReadPlugins(root),
            DiskBudget = own.Integer("diskBudgetMB", 1, 1024 * 1024, (int)(Settings.Default.DiskBudget >> 20)) * 1024L * 1024,
        };
    }

    /// <summary>The rankings of priorities.json (or of settings.json, where older versions kept them).</summary>
    public static PrioritySettings ReadPriorities(JsonObject document, FaultList faults) =>
        ReadPriorities(new JsonFields(document, "", faults), faults);

    static int? Port(JsonFields fields, string name, bool enabled, int? otherwise)
    {
        var port = fields.IntegerOrNull(name, 0, LargestPort);
        return enabled ? port ?? otherwise : null;
    }

    static IEnumerable<IPAddress> ReadListen(JsonFields own)
    {
        var addresses = own.Texts("listen");
        for (var i = 0; i < addresses.Count; i++)
        {
            if (ListenAddress.Parse(addresses[i]) is { } address)
                yield return address;
            else
                own.Error($"listen[{i}]", $"expected an IP address, found \"{addresses[i]}\"");
        }
    }

    static WasmEnginePreference ReadWasmEngine(JsonFields root)
    {
        if (root.Object("wasm") is not { } wasm || wasm.Text("engine") is not { } name)
            return Settings.Default.WasmEngine;
        if (WasmEnginePreferences.TryParse(name, out var preference))
            return preference;
        wasm.Error("engine", $"expected auto, managed or wasmtime, found \"{name}\"");
        return Settings.Default.WasmEngine;
    }

    static IEnumerable<OutputSettings> ReadOutputs(JsonFields own)
    {
        foreach (var output in own.Objects("outputs"))
        {
            if (output.RequiredText("to") is not { } to)
                continue;
            if (!OutputTarget.IsValid(to))
            {
                output.Error("to", $"expected tcp, udp:HOST:PORT or connection:ID, found \"{to}\"");
                continue;
            }
            var options = new OutputOptions
            {
                PassThrough = output.Flag("passThrough", true),
                Allow = output.Texts("allow"),
                Deny = output.Texts("deny"),
                Generate = output.Texts("generate"),
                Talker = output.Text("talker") ?? new OutputOptions().Talker,
            };
            foreach (var error in options.Validate())
                output.Error("", error);
            yield return new OutputSettings(to, options);
        }
    }

    static PrioritySettings ReadPriorities(JsonFields root, FaultList faults)
    {
        var name = root.Has("priorityOverrides") ? "priorityOverrides" : "sourcePriorities";
        if (root.Object(name) is not { } rankings)
            return PrioritySettings.None;
        if (root.Has("priorityGroups"))
            faults.Warning("priorityGroups", "rankings of groups are kept and not applied; those of single paths are");
        List<PathRanking> paths = [];
        foreach (var path in rankings.Names)
        {
            List<RankedSource> sources = [];
            foreach (var source in rankings.Objects(path))
            {
                if (source.RequiredText("sourceRef") is { } reference)
                    sources.Add(new RankedSource(reference, source.Raw("timeout")?.ToString() is "" ? TimeSpan.Zero
                        : source.Duration("timeout", TimeSpan.FromMilliseconds(1), TimeSpan.Zero)));
            }
            // Upstream's sign for "deliver every source": no ranking at all.
            if (sources.Count > 0 && sources is not [{ SourceRef: "*" }])
                paths.Add(new PathRanking(path, [.. sources]));
        }
        return new PrioritySettings([.. paths]);
    }
}
