using System.Net;
using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>The unit's own Wi-Fi as it shall run.</summary>
/// <param name="Interface"><c>wlan0</c>, or <c>ap0</c> beside a client on the same radio.</param>
/// <param name="Subnet">The first three numbers of its addresses.</param>
/// <param name="IsFallback">It runs only while no configured Wi-Fi can be joined, so that nobody is locked out.</param>
sealed record AccessPoint(string Interface, string Ssid, string Passphrase, int? Channel, string Subnet, bool IsFallback)
{
    public string Address => Subnet + ".1";

    /// <returns>Null when it shall never run.</returns>
    public static AccessPoint? Of(OwnerSettings settings, DeviceState unit)
    {
        var wifi = settings.Wifi;
        var hasClient = wifi?.Clients.Any(client => client.CanJoin()) ?? false;
        var isAsked = wifi?.AccessPoint?.Enabled;
        if (isAsked == false)
            return null;
        return new AccessPoint(
            hasClient && isAsked == true ? "ap0" : "wlan0",
            wifi?.AccessPoint?.Ssid ?? unit.AccessPointName!,
            wifi?.AccessPoint?.Password ?? unit.AccessPointPassphrase!,
            wifi?.AccessPoint?.Channel,
            FreeSubnet(settings.Network?.Address),
            IsFallback: hasClient && isAsked is null);
    }

    // The cable may be in the network that is ours by default.
    static string FreeSubnet(string? wired) =>
        wired is not null && IPNetwork.Parse(OwnerReader.NetworkOf(wired)).Contains(IPAddress.Parse("10.42.0.1")) ? "192.168.42" : "10.42.0";
}
