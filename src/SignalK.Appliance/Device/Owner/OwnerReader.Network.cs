using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalK.Appliance.Device.Jsonc;

namespace SignalK.Appliance.Device.Owner;

static partial class OwnerReader
{
    /// <summary>2.4 GHz: every receiver has it, and it reaches farther in a boat of wood or plastic.</summary>
    const int LastChannel = 13;

    static NetworkSettings? ReadNetwork(JsoncFields root)
    {
        if (root.Object("network", "dhcp", "address", "gateway", "dns") is not { } network)
            return null;
        var dhcp = network.Flag("dhcp");
        var address = ReadAddress(network);
        if (dhcp == true && address is not null)
        {
            network.Mistake("dhcp", "there is an address as well, and that was taken: remove one of the two");
            dhcp = false;
        }
        if (dhcp == false && address is null && !network.Has("address"))
            network.Mistake("dhcp", "without DHCP an address is needed: add \"address\": \"192.168.1.5/24\"; DHCP was used");
        List<string> dns = [];
        foreach (var (text, at, path) in network.Texts("dns"))
        {
            if (IPAddress.TryParse(text, out var server))
                dns.Add(server.ToString());
            else
                network.MistakeAt(at, path, $"\"{text}\" is no address: write one such as \"192.168.1.1\"");
        }
        return new NetworkSettings(address, address is null ? null : ReadGateway(network, address), dns);
    }

    static string? ReadAddress(JsoncFields network)
    {
        if (network.Text("address") is not { } text)
            return null;
        var parts = text.Split('/');
        if (!TryIPv4(parts[0], out var address))
        {
            network.Mistake("address", $"\"{text}\" is no address: write one such as \"192.168.1.5/24\"; DHCP was used");
            return null;
        }
        if (parts is not [_, var length] || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix is < 8 or > 30)
        {
            network.Mistake("address", $"the length of the network is missing or wrong: write \"{address}/24\" (24 stands for 255.255.255.0); DHCP was used");
            return null;
        }
        return $"{address}/{prefix}";
    }

    static string? ReadGateway(JsoncFields network, string address)
    {
        if (network.Text("gateway") is not { } text)
            return null;
        if (!TryIPv4(text, out var gateway))
            network.Mistake("gateway", $"\"{text}\" is no address: write one such as \"192.168.1.1\"");
        else if (!IPNetwork.Parse(NetworkOf(address)).Contains(gateway))
            network.Mistake("gateway", $"{gateway} is not in the network of {address}: both begin alike");
        else
            return gateway.ToString();
        return null;
    }

    /// <summary><c>192.168.1.5/24</c> -> <c>192.168.1.0/24</c>.</summary>
    internal static string NetworkOf(string address)
    {
        var parts = address.Split('/');
        var prefix = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var bytes = IPAddress.Parse(parts[0]).GetAddressBytes();
        for (var bit = prefix; bit < 32; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{prefix}";
    }

    static bool TryIPv4(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Count(c => c == '.') != 3 || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork)
            return false;
        address = parsed;
        return true;
    }

    static WifiSettings? ReadWifi(JsoncFields root)
    {
        if (root.Object("wifi", "country", "client", "accessPoint") is not { } wifi)
            return null;
        var country = wifi.Text("country")?.ToUpperInvariant();
        if (country is not null && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
        {
            wifi.Mistake("country", $"\"{country}\" is no country: write its two letters, such as \"FI\"");
            country = null;
        }
        else if (country is null && wifi.Has("client"))
        {
            wifi.Mistake("country", "the country is missing: write its two letters, such as \"FI\"; without it some channels stay silent");
        }
        List<WifiClient> clients = [];
        foreach (var client in wifi.Objects("client", "ssid", "password", "open", "hidden").Take(16))
        {
            if (ReadClient(client) is { } known)
                clients.Add(known);
        }
        return new WifiSettings(country, clients, ReadAccessPoint(wifi));
    }

    static WifiClient? ReadClient(JsoncFields client)
    {
        if (ReadSsid(client) is not { } ssid)
        {
            if (!client.Has("ssid"))
                client.Mistake("ssid", "the network's name is missing: add \"ssid\": \"NAME\"");
            return null;
        }
        var password = ReadPassphrase(client, out var isWrong);
        return isWrong ? null : new WifiClient(ssid, password, client.Flag("open") ?? false, client.Flag("hidden") ?? false);
    }

    static AccessPointSettings? ReadAccessPoint(JsoncFields wifi)
    {
        if (wifi.Object("accessPoint", "enabled", "ssid", "password", "channel") is not { } access)
            return null;
        return new AccessPointSettings(access.Flag("enabled"), ReadSsid(access), ReadPassphrase(access, out _), access.Integer("channel", 1, LastChannel));
    }

    static string? ReadSsid(JsoncFields fields)
    {
        if (fields.Text("ssid") is not { } ssid)
            return null;
        if (Encoding.UTF8.GetByteCount(ssid) <= 32 && !ssid.Any(char.IsControl))
            return ssid;
        fields.Mistake("ssid", "a Wi-Fi network's name has at most 32 letters");
        return null;
    }

    static string? ReadPassphrase(JsoncFields fields, out bool isWrong)
    {
        var password = Secret(fields, "password");
        isWrong = password is not null && (password.Length is < 8 or > 63 || password.Any(c => c is < ' ' or > '~'));
        if (!isWrong)
            return password;
        fields.Mistake("password", $"a Wi-Fi password has 8 to 63 plain letters, digits and signs; this one has {password!.Length}{(password.Length is < 8 or > 63 ? "" : ", some of them not plain")}");
        return null;
    }
}
