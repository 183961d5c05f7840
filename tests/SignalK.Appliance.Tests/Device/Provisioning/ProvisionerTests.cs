using System.Text;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Server.Security;

namespace SignalK.Appliance.Tests.Device.Provisioning;

public sealed class ProvisionerTests : IDisposable
{
    const string All = """
        // what a boat may have
        {
          "boat": "Väinö",
          "mmsi": 230099999, # a number will do
          "timeZone": "Europe/Helsinki",
          "network": { "address": "192.168.1.5/24", "gateway": "192.168.1.1", "dns": ["9.9.9.9"] },
          "wifi": { "country": "fi", "client": { "ssid": "Marina \"5\"", "password": "sunset \"42\"" }, "accessPoint": { "enabled": true, "ssid": "Väinö", "password": "halyard 7", "channel": 11 } },
          "ports": [
            { "name": "gps", "device": "/dev/serial/by-id/usb-gps", "baud": 9600 },
            { "name": "mux", "tcp": "192.168.1.10:10110" },
            { "name": "wifi", "udp": 2000 },
            { "name": "n2k", "can": "can0", "bitrate": 500000 },
          ],
          "overlays": ["uart0", "mcp2515,oscillator=16000000"],
          "plugins": { "@signalk/course": true, "charts": false },
          "engine": "managed",
          "update": { "healthSeconds": 60 },
          "admin": { "user": "skipper", "password": "correct horse" },
        }
        """;

    readonly Unit _unit = new();

    public void Dispose() => _unit.Dispose();

    [Fact]
    public void Apply_EverythingRight_IsEverywhereItBelongs()
    {
        _unit.Write("\uFEFF" + All.Replace("\n", "\r\n"));

        _unit.Boot();

        Assert.Contains("NO MISTAKES", _unit.Result);
        var deltas = File.ReadAllText(_unit.Config.BaseDeltas);
        Assert.Contains("Väinö", deltas);
        Assert.Contains("230099999", deltas);
        Assert.Equal("Europe/Helsinki\n", _unit.Run("timezone"));
        Assert.Contains("DHCP=no\nAddress=192.168.1.5/24\nGateway=192.168.1.1\nDNS=9.9.9.9\n", _unit.Run("systemd/network/10-signalk-wired.network"));
        Assert.Contains("[CAN]\nBitRate=500000\n", _unit.Run("systemd/network/30-signalk-can0.network"));
        Assert.Equal("[Service]\nMemoryDenyWriteExecute=yes\n", _unit.Run("systemd/system/signalk.service.d/50-engine.conf"));
        Assert.Equal("uart0\nmcp2515,oscillator=16000000\n", _unit.Run("overlays"));
        Assert.Equal(["gps", "mux", "wifi", "n2k"], _unit.Settings["pipedProviders"]!.AsArray().Select(entry => entry!["id"]!.ToString()));
        Assert.Equal("can0", _unit.Settings["pipedProviders"]![3]!["pipeElements"]![0]!["options"]!["subOptions"]!["interface"]!.ToString());
        Assert.Equal("managed", _unit.Settings["wasm"]!["engine"]!.ToString());
        Assert.Contains("\"enabled\": true", File.ReadAllText(Path.Combine(_unit.Config.PluginConfigData, "_signalk_course.json")));
        Assert.Contains("\"enabled\": false", File.ReadAllText(Path.Combine(_unit.Config.PluginConfigData, "charts.json")));
    }

    [Fact]
    public void Apply_Wifi_NamesAndPasswordsArriveAsTheyAre()
    {
        _unit.Write(All);

        _unit.Boot();

        var client = _unit.Run("wpa_supplicant-wlan0.conf");
        Assert.Contains("country=FI\n", client);
        Assert.Contains($"ssid={Convert.ToHexStringLower("Marina \"5\""u8)}\n", client);
        Assert.Contains("psk=\"sunset \"42\"\"\n", client);
        var host = _unit.Run("hostapd.conf");
        Assert.Contains("interface=ap0\n", host);
        Assert.Contains($"ssid2={Convert.ToHexStringLower("Väinö"u8)}\n", host);
        Assert.Contains("channel=11\ncountry_code=FI\n", host);
        Assert.Contains("wpa_passphrase=halyard 7\n", host);
        Assert.Contains("dhcp-range=10.42.0.10,10.42.0.250", _unit.Run("dnsmasq.conf"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_unit.Paths.Run, "hostapd.conf")));
    }

    [Theory]
    [InlineData("", null, "wlan0", false)]
    [InlineData("""{"client": {"ssid": "Marina", "password": "long enough"}}""", "Marina", "wlan0", true)]
    [InlineData("""{"client": {"ssid": "Marina", "password": "long enough"}, "accessPoint": {"enabled": true}}""", "Marina", "ap0", false)]
    [InlineData("""{"client": {"ssid": "Marina", "password": "long enough"}, "accessPoint": {"enabled": false}}""", "Marina", "", false)]
    [InlineData("""{"client": {"ssid": "Marina"}}""", null, "wlan0", false)]
    public void Apply_Wifi_TheOwnOneIsWhatIsLeft(string wifi, string? client, string accessPoint, bool isFallback)
    {
        if (wifi.Length > 0)
            _unit.Write($$"""{"wifi": {{wifi}}}""");

        _unit.Boot();

        Assert.Equal($"WIFI_COUNTRY=00\nWIFI_CLIENT={(client is null ? 0 : 1)}\nWIFI_ACCESS_POINT={accessPoint}\n", _unit.Run("wifi.env"));
        Assert.Equal(client is not null, _unit.HasRun("wpa_supplicant-wlan0.conf"));
        Assert.Equal(accessPoint.Length > 0, _unit.HasRun("hostapd.conf") && _unit.HasRun("access-point.network") && _unit.HasRun("dnsmasq.conf"));
        if (accessPoint.Length > 0)
            Assert.Contains($"interface={accessPoint}\n", _unit.Run("hostapd.conf"));
        Assert.Equal(isFallback, _unit.ResultLine.Contains("while no other Wi-Fi can be joined"));
    }

    [Theory]
    [InlineData("refused", "wifi.client: \"Marina\" refused this unit: is the password right?")]
    [InlineData("unreachable", "wifi.client: \"Marina\" is not in reach")]
    public void Apply_Wifi_ThatCannotBeJoined_IsTold(string outcome, string said)
    {
        _unit.Write("""{"wifi": {"client": {"ssid": "Marina", "password": "long enough"}}}""");
        _unit.Boot();
        File.WriteAllText(Path.Combine(_unit.Paths.Run, "wifi-outcome"), outcome + "\n");

        _unit.Apply();

        Assert.Contains(said, _unit.ResultLine);
    }

    [Fact]
    public void Apply_Secrets_AreBlankedInPlaceAndNothingElse()
    {
        _unit.Write(All);

        _unit.Boot();

        var expected = All.Replace("\"sunset \\\"42\\\"\"", $"\"{new string(' ', 13)}\"").Replace("\"halyard 7\"", $"\"{new string(' ', 9)}\"").Replace("\"correct horse\"", $"\"{new string(' ', 13)}\"");
        Assert.Equal(expected, _unit.ApplianceJson);
        Assert.True(BCrypt.Net.BCrypt.Verify("correct horse", _unit.Security["users"]![0]!["password"]!.ToString()));
        Assert.DoesNotContain("correct horse", File.ReadAllText(_unit.Paths.State));
    }

    [Fact]
    public void Apply_SecretsBlankAfterwards_AreUnchanged()
    {
        _unit.Write(All);
        _unit.Boot();
        var (client, hash) = (_unit.Run("wpa_supplicant-wlan0.conf"), _unit.Security.ToJsonString());

        _unit.Write(_unit.ApplianceJson.Replace("Väinö", "Aura"));
        _unit.Boot();

        Assert.Contains("NO MISTAKES", _unit.Result);
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
        Assert.Equal(client, _unit.Run("wpa_supplicant-wlan0.conf"));
        Assert.Contains("wpa_passphrase=halyard 7\n", _unit.Run("hostapd.conf"));
        Assert.Equal(hash, _unit.Security.ToJsonString());
    }

    [Fact]
    public void Apply_ASecretThatWasRefused_StaysForItsOwner()
    {
        _unit.Write("""{"admin": {"user": "skipper", "password": "short"}}""");

        _unit.Boot();

        Assert.Contains("short", _unit.ApplianceJson);
    }

    [Fact]
    public void Apply_NothingNew_WritesNothing()
    {
        _unit.Write(All);
        _unit.Boot();
        _unit.Boot();
        var before = Snapshot();
        // What was changed on the page since holds.
        var settings = _unit.Settings;
        settings["pipedProviders"]!.AsArray().Clear();
        File.WriteAllText(_unit.Config.Settings, settings.ToJsonString());

        _unit.Boot();

        Assert.Equal(before, Snapshot());
        Assert.Empty(_unit.Settings["pipedProviders"]!.AsArray());
    }

    [Fact]
    public void Apply_UnknownContentOfTheServersFiles_IsKept()
    {
        File.WriteAllText(_unit.Config.Settings, """{"ours": 1, "pipedProviders": [{"id": "page", "pipeElements": []}]}""");
        File.WriteAllText(_unit.Config.Security, """{"theirs": 2, "users": [{"username": "skipper", "type": "admin", "password": "x", "more": 3}]}""");
        _unit.Write("""{"ports": [{"name": "gps", "udp": 2000}], "admin": {"user": "skipper", "password": "correct horse"}}""");

        _unit.Boot();
        _unit.Write("""{"ports": [{"name": "ais", "udp": 2001}]}""");
        _unit.Boot();

        Assert.Equal(1, (int)_unit.Settings["ours"]!);
        Assert.Equal(["page", "ais"], _unit.Settings["pipedProviders"]!.AsArray().Select(entry => entry!["id"]!.ToString()));
        Assert.Equal(2, (int)_unit.Security["theirs"]!);
        Assert.Equal(3, (int)_unit.Security["users"]![0]!["more"]!);
    }

    [Fact]
    public void Apply_AGroupWithAMistake_StaysAsItWas()
    {
        _unit.Write("""{"network": {"address": "192.168.1.5/24"}}""");
        _unit.Boot();

        _unit.Write("""{"network": {"address": "192.168.1.5.24"}, "boat": "Aura"}""");
        _unit.Boot();

        Assert.Contains("Address=192.168.1.5/24", _unit.Run("systemd/network/10-signalk-wired.network"));
        Assert.Contains("network: 192.168.1.5/24", _unit.Result);
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Fact]
    public void Apply_FirstStart_MakesSecretsOfItsOwnAndNoDefaultPassword()
    {
        using var other = new Unit();
        var (first, second) = (_unit.Boot(), other.Boot());

        Assert.NotEqual(first.State.ClaimCode, second.State.ClaimCode);
        Assert.NotEqual(first.State.AccessPointPassphrase, second.State.AccessPointPassphrase);
        Assert.Matches("^([a-z2-9]{4}-){3}[a-z2-9]{4}$", first.State.AccessPointPassphrase);
        Assert.Contains($"Claim code:     {first.State.ClaimCode}", _unit.Result);
        Assert.Contains($"Wi-Fi password: {first.State.AccessPointPassphrase}", _unit.Result);
        Assert.Contains($"wpa_passphrase={first.State.AccessPointPassphrase}\n", _unit.Run("hostapd.conf"));
        Assert.Equal(first.State.ClaimCode + "\n", _unit.Run("claim-code"));
        Assert.Empty(_unit.Security["users"]?.AsArray() ?? []);
        Assert.NotNull(_unit.Settings["security"]!["strategy"]);
        Assert.True(SecurityConfig.Parse(File.ReadAllBytes(_unit.Config.Security)).AllowReadOnly);
    }

    [Fact]
    public void Apply_Claimed_ShowsTheSecretsNoMore()
    {
        var first = _unit.Boot();
        _unit.Write("""{"admin": {"user": "skipper", "password": "correct horse"}}""");

        _unit.Apply();

        Assert.DoesNotContain(first.State.ClaimCode!, _unit.Result);
        Assert.DoesNotContain(first.State.AccessPointPassphrase!, _unit.Result);
        Assert.False(_unit.HasRun("claim-code"));
    }

    [Fact]
    public void Apply_NoResultFile_MakesNone()
    {
        File.Delete(_unit.Paths.Result);

        new Provisioner(_unit.Paths, _unit.Time).Apply();

        Assert.False(File.Exists(_unit.Paths.Result));
        Assert.Contains("NO MISTAKES", _unit.Run("RESULT.txt"));
    }

    [Fact]
    public void Apply_ConfigurationOfTheImage_IsTheFirst()
    {
        Directory.CreateDirectory(_unit.Paths.InRoot("usr/share/signalk/config"));
        File.WriteAllText(_unit.Paths.InRoot("usr/share/signalk/config/settings.json"), """{"port": 80}""");

        _unit.Boot();

        Assert.Equal(80, (int)_unit.Settings["port"]!);
    }

    string Snapshot() => string.Join('\n', Directory.EnumerateFiles(_unit.Paths.Owner, "*", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(_unit.Paths.Data, "*", SearchOption.AllDirectories).Where(file => !file.Contains("state.json") && !file.Contains("settings.json")))
        .Order().Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file)).GetHashCode()}"));
}
