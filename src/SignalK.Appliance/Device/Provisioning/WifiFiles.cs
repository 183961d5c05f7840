using System.Globalization;
using System.Text;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Configuration of wpa_supplicant, hostapd and dnsmasq; the image's units start each only when its file is there.</summary>
static class WifiFiles
{
    public const string ClientFile = "wpa_supplicant-wlan0.conf";
    public const string AccessPointFile = "hostapd.conf";
    public const string AddressFile = "dnsmasq.conf";
    public const string EnvironmentFile = "wifi.env";
    const string NetworkFile = "access-point.network";

    /// <summary>Written by the image when no configured Wi-Fi can be joined: <c>refused</c> or <c>unreachable</c>.</summary>
    const string OutcomeFile = "wifi-outcome";

    /// <summary>A channel that is allowed everywhere.</summary>
    const int DefaultChannel = 6;

    public static void Apply(SystemFiles files, AccessPoint? accessPoint, WifiSettings? wifi, ApplyReport report)
    {
        var clients = wifi?.Clients.Where(client => client.CanJoin()).ToList() ?? [];
        foreach (var client in wifi?.Clients.Where(client => !client.CanJoin()) ?? [])
            report.Wrong("appliance.json", "wifi.client.password", $"no password is known for \"{client.Ssid}\": write it, or \"open\": true where there is none");
        if (clients.Count > 0)
        {
            files.Write(ClientFile, Client(clients, wifi!.Country), secret: true);
            report.Did("wifi.client", string.Join(", ", clients.Select(client => $"\"{client.Ssid}\"")));
        }
        else
        {
            files.Remove(ClientFile);
        }
        if (accessPoint is not null)
        {
            files.Write(AccessPointFile, Host(accessPoint, wifi?.Country), secret: true);
            files.Write(AddressFile, Addresses(accessPoint));
            files.Write(NetworkFile, Network(accessPoint));
            report.Did("wifi.accessPoint", $"\"{accessPoint.Ssid}\"{(accessPoint.IsFallback ? " while no other Wi-Fi can be joined" : "")}, this unit is http://{accessPoint.Address}/ there");
        }
        else
        {
            files.Remove(AccessPointFile);
            files.Remove(AddressFile);
            files.Remove(NetworkFile);
        }
        files.Write(EnvironmentFile, $"WIFI_COUNTRY={wifi?.Country ?? "00"}\nWIFI_CLIENT={(clients.Count > 0 ? 1 : 0)}\nWIFI_ACCESS_POINT={accessPoint?.Interface}\n");
        if (clients.Count > 0)
            Tell(files.Read(OutcomeFile)?.Trim(), clients, report);
        else
            files.Remove(OutcomeFile);
    }

    static void Tell(string? outcome, List<WifiClient> clients, ApplyReport report)
    {
        var names = string.Join(", ", clients.Select(client => $"\"{client.Ssid}\""));
        if (outcome == "refused")
            report.Wrong("appliance.json", "wifi.client", $"{names} refused this unit: is the password right?");
        else if (outcome is not null)
            report.Did("wifi.client", $"{names} is not in reach: it is tried again every few minutes, while nobody is on the unit's own Wi-Fi");
    }

    static string Client(IEnumerable<WifiClient> clients, string? country)
    {
        var text = new StringBuilder("ctrl_interface=/run/wpa_supplicant\nupdate_config=0\n");
        if (country is not null)
            text.Append($"country={country}\n");
        foreach (var client in clients)
        {
            // The name as hexadecimal digits: whatever is in it, it is one value.
            text.Append($"network={{\n\tssid={Hex(client.Ssid)}\n\tscan_ssid={(client.Hidden ? 1 : 0)}\n");
            text.Append(client.Password is { } password && !client.Open
                ? $"\tpsk=\"{password}\"\n\tkey_mgmt=WPA-PSK WPA-PSK-SHA256 SAE\n\tieee80211w=1\n}}\n"
                : "\tkey_mgmt=NONE\n}\n");
        }
        return text.ToString();
    }

    static string Host(AccessPoint accessPoint, string? country) =>
        $"""
        interface={accessPoint.Interface}
        driver=nl80211
        ssid2={Hex(accessPoint.Ssid)}
        utf8_ssid=1
        hw_mode=g
        channel={(accessPoint.Channel ?? DefaultChannel).ToString(CultureInfo.InvariantCulture)}
        {(country is null ? "" : $"country_code={country}\nieee80211d=1\n")}ieee80211n=1
        wmm_enabled=1
        auth_algs=1
        wpa=2
        wpa_key_mgmt=WPA-PSK
        rsn_pairwise=CCMP
        wpa_passphrase={accessPoint.Passphrase}

        """;

    // Names of the boat's own network are answered here; everything else goes where the unit itself asks.
    static string Addresses(AccessPoint accessPoint) =>
        $"""
        interface={accessPoint.Interface}
        bind-dynamic
        except-interface=lo
        dhcp-range={accessPoint.Subnet}.10,{accessPoint.Subnet}.250,12h
        dhcp-authoritative
        address=/signalk.local/{accessPoint.Address}
        domain-needed
        bogus-priv
        no-hosts

        """;

    static string Network(AccessPoint accessPoint) =>
        $"""
        [Match]
        Name={accessPoint.Interface}

        [Link]
        RequiredForOnline=no

        [Network]
        Address={accessPoint.Address}/24
        DHCP=no
        ConfigureWithoutCarrier=yes

        """;

    static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
