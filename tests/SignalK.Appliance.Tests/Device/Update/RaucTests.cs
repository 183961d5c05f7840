using SignalK.Appliance.Device.Update;

namespace SignalK.Appliance.Tests.Device.Update;

public class RaucTests
{
    [Theory]
    [InlineData(" 40% Checking slot rootfs.1 (rootfs.1)", 40)]
    [InlineData("100% Installing done.", 100)]
    [InlineData("installing", null)]
    [InlineData("a 40% of it", null)]
    [InlineData("400% too much", null)]
    public void ParseProgress_OfWhatRaucPrints_IsTheFigure(string line, int? percent) => Assert.Equal(percent, RaucProcess.ParseProgress(line));

    [Fact]
    public void ParseInfo_OfABundle_IsWhatItSays() => Assert.Equal(
        new BundleInfo("signalk-appliance-rpi5", "1.2.3"),
        RaucProcess.ParseInfo("""{"compatible":"signalk-appliance-rpi5","version":"1.2.3","build":"1","hooks":[],"images":[]}"""));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void ParseInfo_OfSomethingElse_IsRefused(string json) => Assert.Throws<UpdateException>(() => RaucProcess.ParseInfo(json));

    [Theory]
    [InlineData("signature verification failed: Verify error: self-signed certificate in certificate chain", "it is not signed by anybody whom this unit trusts")]
    [InlineData("LastError: Installation error: Compatible mismatch: Expected 'signalk-appliance-pc' but bundle manifest has 'x'", "it is for another kind of unit")]
    [InlineData("LastError: Installation error: Failed updating slot rootfs.1: Error splicing data: Input/output error", "the file is damaged, or the card or stick cannot be read")]
    [InlineData("LastError: Installation error: Pre-install handler error: the version that runs is still on trial: its slot is not committed yet", "the version that runs is still on trial: try again when it has proved itself")]
    [InlineData("something that nobody foresaw", "something that nobody foresaw")]
    public void Of_WhatRaucSaid_IsAReasonForAnOwner(string line, string reason) => Assert.Equal(reason, RaucReason.Of(["rauc-Message: begin", line, ""]));

    [Fact]
    public void Of_Silence_SaysSo() => Assert.NotEmpty(RaucReason.Of([]));

    [Theory]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("1.0", "1.0.0", 0)]
    [InlineData("1.2.0", "1.10.0", -1)]
    [InlineData("v2.0.0", "1.9.9", 1)]
    [InlineData("1.0.0-rc1", "1.0.0", -1)]
    [InlineData("1.0.0-rc2", "1.0.0-rc10", -1)]
    [InlineData("1.0.0+abc", "1.0.0+def", 0)]
    public void Compare_Versions_GoesByTheirNumbers(string a, string b, int order)
    {
        Assert.Equal(order, Math.Sign(VersionOrder.Compare(a, b)));
        Assert.Equal(-order, Math.Sign(VersionOrder.Compare(b, a)));
    }
}
