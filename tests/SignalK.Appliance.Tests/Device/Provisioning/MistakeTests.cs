using System.Text;

namespace SignalK.Appliance.Tests.Device.Provisioning;

/// <summary>Each kind of mistake: the start goes on, the mistake is named with its place, the rest applies.</summary>
public sealed class MistakeTests : IDisposable
{
    readonly Unit _unit = new();

    public void Dispose() => _unit.Dispose();

    // "mmsi" on the last line is the rest; the mistake comes before it.
    [Theory]
    [InlineData("a comma forgotten", """ "boat": "Aura" """, "line 2, column 16, boat: a comma is missing after the value of boat")]
    [InlineData("a comma too many", """ "boat": "Aura",, """, "line 2, column 17: there is a comma too many here")]
    [InlineData("a name without quotes", """ boat: "Aura", """, "line 2, column 2, boat: names stand in quotes: write \"boat\"")]
    [InlineData("text without quotes", """ "boat": Aura, """, "line 2, column 10, boat: text stands in quotes: write \"Aura\"")]
    [InlineData("an equals sign", """ "boat" = "Aura", """, "line 2, column 9, boat: write a colon after the name")]
    [InlineData("no colon", """ "boat" "Aura", """, "line 2, column 9, boat: a colon is missing")]
    [InlineData("quotes of a word processor", """ “boat”: “Aura”, """, "line 2, column 2: this is a quote for print (“): write \" at both ends")]
    [InlineData("single quotes", """ 'boat': "Aura", """, "line 2, column 2: text stands in double quotes")]
    [InlineData("a text without an end", """ "boat": "Aura, """, "line 2, column 10: a quote is missing at the end of this text")]
    [InlineData("a comment without an end", """ "boat": "Aura", "mmsi": "230099999" /* x """, "line 2, column 38: this comment has no end")]
    [InlineData("a stray sign", " ;\n \"boat\": \"Aura\", ", "line 2, column 2: \";\" does not belong here")]
    [InlineData("a name twice", """ "boat": "Old", "boat": "Aura", """, "line 2, column 17, boat: is there twice")]
    [InlineData("a name misspelt", """ "boat": "Aura", "timezone": "UTC", """, "line 2, column 18, timezone: is not known: write \"timeZone\"")]
    [InlineData("a name never heard of", """ "boat": "Aura", "sauna": true, """, "line 2, column 18, sauna: is not known; there are boat, mmsi,")]
    [InlineData("a value missing", """ "boat": "Aura", "timeZone": , """, "line 2, column 30, timeZone: there is no value here")]
    [InlineData("a wrong kind of value", """ "boat": "Aura", "wifi": true, """, "line 2, column 26, wifi: found true: write a group in { }")]
    [InlineData("a time zone misspelt", """ "boat": "Aura", "timeZone": "Europe/Helsinky", """, "line 2, column 31, timeZone: \"Europe/Helsinky\" is no time zone: write \"Europe/Helsinki\"")]
    [InlineData("a city for a time zone", """ "boat": "Aura", "timeZone": "Berlin", """, "timeZone: \"Berlin\" is no time zone: write \"Europe/Berlin\"")]
    [InlineData("an address without its length", """ "boat": "Aura", "network": {"address": "192.168.1.5"}, """, "network.address: the length of the network is missing or wrong: write \"192.168.1.5/24\"")]
    [InlineData("no address at all", """ "boat": "Aura", "network": {"address": "my boat"}, """, "network.address: \"my boat\" is no address")]
    [InlineData("neither DHCP nor address", """ "boat": "Aura", "network": {"dhcp": false}, """, "network.dhcp: without DHCP an address is needed")]
    [InlineData("both DHCP and address", """ "boat": "Aura", "network": {"dhcp": true, "address": "192.168.1.5/24"}, """, "network.dhcp: there is an address as well")]
    [InlineData("a gateway elsewhere", """ "boat": "Aura", "network": {"address": "192.168.1.5/24", "gateway": "10.0.0.1"}, """, "network.gateway: 10.0.0.1 is not in the network of 192.168.1.5/24")]
    [InlineData("a name server that is none", """ "boat": "Aura", "network": {"dns": ["router"]}, """, "network.dns[1]: \"router\" is no address")]
    [InlineData("a country by its name", """ "boat": "Aura", "wifi": {"country": "Finland"}, """, "wifi.country: \"FINLAND\" is no country: write its two letters")]
    [InlineData("no country", """ "boat": "Aura", "wifi": {"client": {"ssid": "Marina", "open": true}}, """, "wifi.country: the country is missing")]
    [InlineData("a Wi-Fi password too short", """ "boat": "Aura", "wifi": {"country": "FI", "client": {"ssid": "Marina", "password": "short"}}, """, "wifi.client.password: a Wi-Fi password has 8 to 63")]
    [InlineData("a Wi-Fi without password", """ "boat": "Aura", "wifi": {"country": "FI", "client": {"ssid": "Marina"}}, """, "wifi.client.password: no password is known for \"Marina\"")]
    [InlineData("a Wi-Fi without name", """ "boat": "Aura", "wifi": {"country": "FI", "client": {"password": "longenough"}}, """, "wifi.client.ssid: the network's name is missing")]
    [InlineData("a Wi-Fi name too long", """ "boat": "Aura", "wifi": {"accessPoint": {"ssid": "A name that is far too long for a network"}}, """, "wifi.accessPoint.ssid: a Wi-Fi network's name has at most 32")]
    [InlineData("a channel that is none", """ "boat": "Aura", "wifi": {"accessPoint": {"channel": 36}}, """, "wifi.accessPoint.channel: found 36: write a number from 1 to 13")]
    [InlineData("a port without name", """ "boat": "Aura", "ports": [{"device": "/dev/ttyUSB0"}], """, "ports[1].name: the name is missing")]
    [InlineData("a port with a strange name", """ "boat": "Aura", "ports": [{"name": "my gps", "device": "/dev/ttyUSB0"}], """, "ports[1].name: \"my gps\": a port's name has letters")]
    [InlineData("a port to nowhere", """ "boat": "Aura", "ports": [{"name": "gps"}], """, "ports[1].name: \"gps\" is connected to nothing")]
    [InlineData("a port to two things", """ "boat": "Aura", "ports": [{"name": "gps", "udp": 2000, "device": "/dev/ttyUSB0"}], """, "ports[1].name: \"gps\" has device and udp: write one of them")]
    [InlineData("two ports of one name", """ "boat": "Aura", "ports": [{"name": "gps", "udp": 2000}, {"name": "gps", "udp": 2001}], """, "ports[2].name: an earlier port is called \"gps\" already")]
    [InlineData("one device twice", """ "boat": "Aura", "ports": [{"name": "a", "device": "/dev/ttyUSB0"}, {"name": "b", "device": "/dev/ttyUSB0"}], """, "ports[2].device: \"a\" has this device already")]
    [InlineData("a device of Windows", """ "boat": "Aura", "ports": [{"name": "gps", "device": "COM3"}], """, "ports[1].device: \"COM3\" is no device")]
    [InlineData("a baud rate in words", """ "boat": "Aura", "ports": [{"name": "gps", "device": "/dev/ttyUSB0", "baud": "fast"}], """, "ports[1].baud: found \"fast\": write a number from 300")]
    [InlineData("an address without port", """ "boat": "Aura", "ports": [{"name": "mux", "tcp": "192.168.1.10"}], """, "ports[1].tcp: \"192.168.1.10\": write address and port")]
    [InlineData("a UDP port that is none", """ "boat": "Aura", "ports": [{"name": "wifi", "udp": 70000}], """, "ports[1].udp: found 70000: write a number from 1 to 65535")]
    [InlineData("a CAN interface that is none", """ "boat": "Aura", "ports": [{"name": "n2k", "can": "eth0"}], """, "ports[1].can: \"eth0\" is no CAN interface")]
    [InlineData("an odd bit rate", """ "boat": "Aura", "ports": [{"name": "n2k", "can": "can0", "bitrate": 250001}], """, "ports[1].bitrate: 250001 is no usual bit rate")]
    [InlineData("an overlay that is none", """ "boat": "Aura", "overlays": ["dtoverlay=mcp2515 x"], """, "overlays[1]: \"dtoverlay=mcp2515 x\" is no overlay")]
    [InlineData("a plugin that is none", """ "boat": "Aura", "plugins": {"../evil": true}, """, "plugins.../evil: is no plugin's name")]
    [InlineData("a plugin half on", """ "boat": "Aura", "plugins": {"charts": "maybe"}, """, "plugins.charts: found \"maybe\": write true or false")]
    [InlineData("an engine that is none", """ "boat": "Aura", "engine": "diesel", """, "engine: \"diesel\" is none: write \"auto\", \"managed\" or \"wasmtime\"")]
    [InlineData("too short a trial", """ "boat": "Aura", "update": {"healthSeconds": 1}, """, "update.healthSeconds: found 1: write a number from 10 to 3600")]
    [InlineData("an account without password", """ "boat": "Aura", "admin": {"user": "skipper"}, """, "admin.password: there is no account \"skipper\" yet")]
    [InlineData("a password too short", """ "boat": "Aura", "admin": {"password": "short"}, """, "admin.password: the password has 5 letters: write at least 8")]
    [InlineData("a password that anybody tries", """ "boat": "Aura", "admin": {"password": "raspberry"}, """, "admin.password: this password is the first that anybody would try")]
    public void Apply_WithAMistake_NamesItAndAppliesTheRest(string kind, string lines, string named)
    {
        _unit.Write("{\n" + lines + "\n \"mmsi\": \"230099999\"\n}\n");

        _unit.Boot();

        Assert.True(_unit.ResultLine.Contains(named, StringComparison.Ordinal), $"{kind}: {_unit.Result.TrimEnd()}");
        Assert.Contains("MISTAKE", _unit.Result);
        var deltas = File.ReadAllText(_unit.Config.BaseDeltas);
        Assert.Contains("Aura", deltas);
        if (!lines.Contains("/*"))
            Assert.Contains("230099999", deltas);

        // Until it is mended, not once.
        _unit.Boot();
        Assert.True(_unit.ResultLine.Contains(named, StringComparison.Ordinal), $"{kind}, at the second start: {_unit.Result.TrimEnd()}");
    }

    [Theory]
    [InlineData("""{"boat": "Aura", "mmsi": "23009999"}""", "line 1, column 27, mmsi: found \"23009999\": an MMSI has nine digits")]
    [InlineData("""{"boat": "Aura", "mmsi": true}""", "mmsi: found true: write nine digits in quotes")]
    [InlineData("""{"boat": "Aura" """, "a } is missing at the end: it closes the { of line 1")]
    [InlineData("""{"boat": "Aura"} }""", "this stands after the last }")]
    [InlineData(""" "boat": "Aura" """, "line 1, column 2: the file must begin with {")]
    public void Apply_WithAMistakeInShortFiles_NamesItAndAppliesTheRest(string json, string named)
    {
        _unit.Write(json);

        _unit.Boot();

        Assert.True(_unit.ResultLine.Contains(named, StringComparison.Ordinal), _unit.Result.TrimEnd());
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\0\0\0\0", "the file is empty")]
    public void Apply_WithNothingInIt_SaysSoAndChangesNothing(string content, string named)
    {
        _unit.Write("""{"boat": "Aura", "timeZone": "UTC"}""");
        _unit.Boot();
        _unit.Write(content);

        _unit.Boot();

        Assert.Contains(named, _unit.ResultLine);
        Assert.Equal("UTC\n", _unit.Run("timezone"));
    }

    [Fact]
    public void Apply_TooLarge_SaysSoAndChangesNothing()
    {
        _unit.Write(new string(' ', 70_000) + """{"boat": "Aura"}""");

        _unit.Boot();

        Assert.Contains("appliance.json: the file is larger than 64 KB", _unit.ResultLine);
    }

    [Fact]
    public void Apply_SavedAsUnicode_IsReadAndItsSecretsBlanked()
    {
        _unit.WriteBytes([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"boat": "Väinö", "admin": {"user": "skipper", "password": "correct horse"}}""")]);

        _unit.Boot();

        Assert.Contains("saved as \"Unicode\" (UTF-16)", _unit.ResultLine);
        Assert.Contains("Väinö", File.ReadAllText(_unit.Config.BaseDeltas));
        Assert.Contains("\"password\": \"             \"}", File.ReadAllText(_unit.Paths.ApplianceJson, Encoding.Unicode));
    }

    [Fact]
    public void Apply_SavedAsLatin1_IsReadAndSaysSo()
    {
        _unit.WriteBytes(Encoding.Latin1.GetBytes("""{"boat": "Väinö"}"""));

        _unit.Boot();

        Assert.Contains("the file is not saved as UTF-8", _unit.ResultLine);
        Assert.Contains("Väinö", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Fact]
    public void Apply_NamedAsWindowsHidesIt_IsReadAndSaysSo()
    {
        _unit.Card("appliance.json.txt", """{"boat": "Aura"}""");

        _unit.Boot();

        Assert.Contains("should be called appliance.json", _unit.ResultLine);
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Fact]
    public void Apply_AHundredMistakes_KeepsTheFirstAndCountsTheRest()
    {
        _unit.Write("{" + string.Concat(Enumerable.Range(0, 100).Select(i => $"\"sauna{i}\": 1,\n")) + "\"boat\": \"Aura\"}");

        _unit.Boot();

        Assert.Contains("100 MISTAKES", _unit.Result);
        Assert.Contains("and 60 more", _unit.Result);
        Assert.Contains("Aura", File.ReadAllText(_unit.Config.BaseDeltas));
    }

    [Fact]
    public void Apply_WhateverTheBytes_Ends()
    {
        const string noise = "{}[]\",:'#/*\\ \n\0x";
        var random = new Random(7);
        var good = """{"boat": "Aura", "wifi": {"client": [{"ssid": "M", "password": "longenough"}]}, "ports": [{"name": "a", "udp": 1}] // x """;
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder(good);
            for (var i = random.Next(1, 8); i > 0; i--)
                text[random.Next(text.Length)] = noise[random.Next(noise.Length)];
            _unit.Write(text.ToString());

            _unit.Apply();
        }
    }
}
