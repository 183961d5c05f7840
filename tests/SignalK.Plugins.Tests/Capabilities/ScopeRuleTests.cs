using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Tests.Capabilities;

public class ScopeRuleTests
{
    [Theory]
    [InlineData("*", "anything", 1, true)]
    [InlineData("api.example.org:443", "api.example.org", 443, true)]
    [InlineData("api.example.org:443", "API.Example.org.", 443, true)]
    [InlineData("api.example.org:443", "api.example.org", 80, false)]
    [InlineData("api.example.org", "api.example.org", 8080, true)]
    [InlineData("api.example.org", "evil-api.example.org", 443, false)]
    [InlineData("api.example.org", "api.example.org.evil.net", 443, false)]
    [InlineData("*.example.org", "a.b.example.org", 443, true)]
    [InlineData("*.example.org", "example.org", 443, false)]
    [InlineData("*.example.org", ".example.org", 443, false)]
    [InlineData("*.example.org", "badexample.org", 443, false)]
    [InlineData("https://api.example.org/", "api.example.org", 443, true)]
    [InlineData("https://api.example.org", "api.example.org", 80, false)]
    [InlineData("http://api.example.org:8080", "api.example.org", 8080, true)]
    [InlineData("192.168.1.0/24", "192.168.1.77", 10110, true)]
    [InlineData("192.168.1.0/24", "192.168.2.1", 10110, false)]
    [InlineData("192.168.1.7:10110", "192.168.1.7", 10110, true)]
    [InlineData("127.0.0.1", "127.1", 80, true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", 80, true)]
    [InlineData("127.0.0.1", "localhost", 80, false)]
    [InlineData("localhost", "127.0.0.1", 80, false)]
    [InlineData("[ff02::1]:5000-5010", "ff02::1", 5005, true)]
    [InlineData("[ff02::1]:5000-5010", "[ff02::1]", 5011, false)]
    [InlineData("fe80::1", "fe80::1", 1, true)]
    [InlineData("*:2000", "10.0.0.1", 2000, true)]
    [InlineData("*:2000", "10.0.0.1", 2001, false)]
    public void Endpoint_Covers_OnlyWhatItNames(string rule, string host, int port, bool covered) =>
        Assert.Equal(covered, EndpointRule.TryParse(rule, out _)!.Covers(host, port));

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("host:port")]
    [InlineData("host:65536")]
    [InlineData("host:9-8")]
    [InlineData("host:-1")]
    [InlineData("ho st")]
    [InlineData("a*b")]
    [InlineData("*.*.org")]
    [InlineData("[::1")]
    [InlineData("[::1]80")]
    [InlineData("ftp://host")]
    [InlineData("https://host/path")]
    [InlineData("user@host")]
    public void Endpoint_Malformed_IsRefusedWithAReason(string rule)
    {
        Assert.Null(ScopeRule.TryParse(ScopeKind.Endpoints, rule, out var reason));
        Assert.NotEmpty(reason);
    }

    [Theory]
    [InlineData("/dev/serial/by-id/usb-FTDI_A-if00", "usb-FTDI_A-if00", true)]
    [InlineData("usb-FTDI_*", "/dev/serial/by-id/usb-FTDI_A-if00", true)]
    [InlineData("usb-FTDI_*", "usb-Prolific", false)]
    [InlineData("by-path/pci-*", "/dev/serial/by-path/pci-0:1", true)]
    [InlineData("usb-*", "/dev/serial/by-path/usb-1", false)]
    [InlineData("/dev/ttyAMA0", "ttyAMA0", true)]
    [InlineData("*", "usb-FTDI_A-if00", true)]
    [InlineData("*", "/dev/ttyUSB0", false)]
    [InlineData("*", "/dev/serial/by-id/../../sda", false)]
    [InlineData("*", "/dev/serial/by-id/..", false)]
    [InlineData("*", "../by-id/x", false)]
    [InlineData("*", "/etc/passwd", false)]
    public void Device_Covers_OnlyNamesThatStay(string rule, string device, bool covered) =>
        Assert.Equal(covered, DeviceRule.TryParse(rule, out _)!.Covers(device, 0));

    [Theory]
    [InlineData("/dev/ttyUSB0")]
    [InlineData("ttyACM*")]
    [InlineData("/dev/disk/by-id/x")]
    [InlineData("/dev/serial/by-id/")]
    public void Device_NameThatMoves_IsRefusedWithAReason(string rule)
    {
        Assert.Null(ScopeRule.TryParse(ScopeKind.Devices, rule, out var reason));
        Assert.NotEmpty(reason);
    }

    [Theory]
    [InlineData("usb-FTDI_A", "/dev/serial/by-id/usb-FTDI_A")]
    [InlineData("/dev/ttyS0", "/dev/ttyS0")]
    [InlineData("by-path/x", "/dev/serial/by-path/x")]
    [InlineData("/dev/ttyUSB0", null)]
    [InlineData("/dev/sda", null)]
    public void Device_Node_IsNeverOutsideOfTheSerialFolders(string device, string? node) => Assert.Equal(node, DeviceRule.NodeOf(device));

    [Theory]
    [InlineData("navigation.*", "navigation.position", true)]
    [InlineData("navigation.*", "navigation", false)]
    [InlineData("*", "", true)]
    [InlineData("propulsion.*.revolutions", "propulsion.main.revolutions", true)]
    public void Name_Covers_ByWildcard(string rule, string path, bool covered) => Assert.Equal(covered, new NameRule(rule).Covers(path, 0));
}
