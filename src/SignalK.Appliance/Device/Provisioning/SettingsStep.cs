using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>What appliance.json says of the server itself goes into settings.json and baseDeltas.json; all else in them stays.</summary>
static class SettingsStep
{
    /// <param name="said">Null: nothing new is said, only what must always be there is looked after.</param>
    /// <param name="earlier">Connections that an earlier appliance.json made.</param>
    /// <returns>False when something could not be written; the report says what.</returns>
    public static bool Apply(ConfigPaths config, OwnerSettings? said, IReadOnlyList<string> earlier, ApplyReport report)
    {
        var faults = new FaultList("settings.json");
        var file = new JsonDocumentFile<JsonObject>(config.Settings);
        var document = file.Load(faults) ?? [];
        var before = document.ToJsonString();
        report.Add(faults);

        // Nobody may change a unit that has an owner, nor take over one that has none yet.
        if (document["security"] is not JsonObject { Count: > 0 })
            document["security"] = new JsonObject { ["strategy"] = "./tokensecurity" };
        if (said?.Ports is { } ports)
            PortConnections.Apply(document, ports, earlier);
        if (said?.Https is { } https)
            HttpsSwitch.Set(document, https);
        if (said?.Engine is { } engine)
        {
            if (document["wasm"] is not JsonObject wasm)
                document["wasm"] = wasm = [];
            wasm["engine"] = engine;
        }
        // The server may run and write this file as well: what does not change is not written.
        var isGood = document.ToJsonString() == before || Keep(file.Save(document).Error, "settings.json", report);
        return Boat(config, said, report) && isGood;
    }

    static bool Boat(ConfigPaths config, OwnerSettings? said, ApplyReport report)
    {
        if (said is not { Boat: not null } and not { Mmsi: not null })
            return true;
        var configuration = Configuration.Configuration.Load(config, new Overrides());
        return Keep(
            configuration.ChangeBaseDeltas(deltas =>
            {
                if (said.Boat is { } name)
                    deltas.SetValue("name", name);
                if (said.Mmsi is { } mmsi)
                    deltas.SetValue("mmsi", mmsi);
            }).Error,
            "baseDeltas.json",
            report);
    }

    static bool Keep(string? error, string file, ApplyReport report)
    {
        if (error is null)
            return true;
        report.Wrong(file, "", error);
        return false;
    }
}
