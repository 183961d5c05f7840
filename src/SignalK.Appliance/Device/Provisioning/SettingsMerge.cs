using SignalK.Appliance.Device.Jsonc;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>What holds after a new appliance.json.</summary>
static class SettingsMerge
{
    /// <param name="before">What held until now.</param>
    /// <param name="said">The file, as far as it is right.</param>
    /// <param name="wrong">Mistakes of the file: where a group has one, and there was a good one, that stays whole.</param>
    public static OwnerSettings Merge(OwnerSettings before, OwnerSettings said, IReadOnlyList<Mistake> wrong)
    {
        var network = Choose("network", before.Network, said.Network);
        var wifi = Choose("wifi", before.Wifi, said.Wifi);
        return new OwnerSettings
        {
            Boat = said.Boat ?? before.Boat,
            Mmsi = said.Mmsi ?? before.Mmsi,
            TimeZone = Choose("timeZone", before.TimeZone, said.TimeZone),
            Network = network,
            Wifi = wifi is null ? null : Remember(wifi, before.Wifi),
            Ports = said.Ports ?? before.Ports,
            Overlays = Choose("overlays", before.Overlays, said.Overlays),
            Https = said.Https ?? before.Https,
            Plugins = said.Plugins ?? before.Plugins,
            Engine = Choose("engine", before.Engine, said.Engine),
            Update = Choose("update", before.Update, said.Update),
            // A password is never kept: its hash is in security.json.
            Admin = (said.Admin ?? before.Admin) is { } admin ? admin with { Password = null } : null,
        };

        T? Choose<T>(string key, T? old, T? now)
            where T : class =>
            old is not null && wrong.Any(mistake => mistake.Key == key || mistake.Key.StartsWith(key + ".", StringComparison.Ordinal) || mistake.Key.StartsWith(key + "[", StringComparison.Ordinal)) ? old : now;
    }

    // A blank secret is the one that is known.
    static WifiSettings Remember(WifiSettings wifi, WifiSettings? before)
    {
        List<WifiClient> clients =
            [.. wifi.Clients.Select(client => client with { Password = client.Open ? null : client.Password ?? before?.Clients.FirstOrDefault(old => old.Ssid == client.Ssid)?.Password })];
        var access = wifi.AccessPoint is { } point ? point with { Password = point.Password ?? before?.AccessPoint?.Password } : null;
        return wifi with { Clients = clients, AccessPoint = access };
    }
}
