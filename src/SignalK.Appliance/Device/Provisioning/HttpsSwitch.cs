using System.Text.Json.Nodes;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Whether HTTPS is served, in settings.json: upstream's <c>ssl</c>, and whether HTTP is there beside it.</summary>
static class HttpsSwitch
{
    /// <summary>HTTP stays beside it: chart plotters and apps know nothing else.</summary>
    public static void Set(JsonObject settings, string https)
    {
        settings["ssl"] = https != HttpsChoice.Off;
        if (settings["appliance"] is not JsonObject own)
            settings["appliance"] = own = [];
        own["httpsOnly"] = https == HttpsChoice.Only;
    }

    /// <summary>Nobody said anything of it yet.</summary>
    public static bool IsUnset(JsonObject settings) => settings["ssl"] is null;

    public static bool IsOn(JsonObject settings) => settings["ssl"] is JsonValue value && value.TryGetValue<bool>(out var isOn) && isOn;
}
