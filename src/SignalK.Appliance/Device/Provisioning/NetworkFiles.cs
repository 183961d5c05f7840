using System.Text;
using SignalK.Appliance.Device.Owner;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>systemd-networkd's files for cable and Wi-Fi client.</summary>
static class NetworkFiles
{
    const string Wired = SystemFiles.Networks + "/10-signalk-wired.network";
    const string Wireless = SystemFiles.Networks + "/20-signalk-wifi.network";

    public static void Apply(SystemFiles files, NetworkSettings? network, bool hasWifiClient, ApplyReport report)
    {
        files.Write(Wired, WiredFile(network));
        if (hasWifiClient)
            files.Write(Wireless, WirelessFile);
        else
            files.Remove(Wireless);
        if (network is not null)
            report.Did("network", network.Address is null ? "address by DHCP" : $"{network.Address}{(network.Gateway is null ? "" : $", gateway {network.Gateway}")}");
    }

    // A cable to a laptop has no DHCP: a link-local address makes signalk.local answer there.
    static string WiredFile(NetworkSettings? network)
    {
        var text = new StringBuilder("""
            [Match]
            Type=ether
            Kind=!*

            [Link]
            RequiredForOnline=no

            [Network]
            LinkLocalAddressing=yes

            """);
        text.Append(network?.Address is { } address ? $"DHCP=no\nAddress={address}\n" : "DHCP=yes\n");
        if (network?.Gateway is { } gateway)
            text.Append($"Gateway={gateway}\n");
        foreach (var server in network?.Dns ?? [])
            text.Append($"DNS={server}\n");
        return text.Append("\n[DHCPv4]\nRouteMetric=100\n").ToString();
    }

    const string WirelessFile = """
        [Match]
        Type=wlan
        Name=wlan*

        [Link]
        RequiredForOnline=no

        [Network]
        DHCP=yes

        [DHCPv4]
        RouteMetric=600

        """;
}
