using System.Net;
using SignalK.Plugins.Network;

namespace SignalK.Plugins.Tests.Network;

public sealed class AddressKindsTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.0.9", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.10.1", true)]
    [InlineData("100.100.0.1", true)]
    [InlineData("224.0.0.251", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:192.168.1.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("ff02::1", true)]
    [InlineData("2001:4860:4860::8888", false)]
    public void IsOwn_Address_AsRegistered(string address, bool own) => Assert.Equal(own, AddressKinds.IsOwn(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("cerbo", true)]
    [InlineData("cerbo.", true)]
    [InlineData("cerbo.LOCAL", true)]
    [InlineData("cerbo.local.", true)]
    [InlineData("gw.home.arpa", true)]
    [InlineData("local.example.org", false)]
    [InlineData("notlocal", true)]
    [InlineData("my.notlocal", false)]
    public void IsLocalName_Name_ByItsForm(string name, bool local) => Assert.Equal(local, AddressKinds.IsLocalName(name));

    [Theory]
    [InlineData("239.255.0.1", true)]
    [InlineData("223.255.0.1", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("ff02::1", true)]
    [InlineData("fe80::1", false)]
    public void IsMulticast_Address_AsRegistered(string address, bool multicast) => Assert.Equal(multicast, AddressKinds.IsMulticast(IPAddress.Parse(address)));
}
