using SignalK.Core.Security;
using SignalK.Server.Security;

namespace SignalK.Server.Tests.Security;

public sealed class SecurityStoreTests
{
    [Fact]
    public void Load_UpstreamsFile_KnowsUsersAndDevices()
    {
        using var file = new SecurityFile(allowReadOnly: true, expiration: "12h");

        var config = new SecurityStore(file.Path).Current;

        Assert.Equal(Access.Machine, config.Users["admin"].Level);
        Assert.Equal(Access.Write, config.Users["readwrite"].Level);
        Assert.Equal(Access.Read, config.Users["readonly"].Level);
        Assert.Equal(Access.Write, config.Devices["display-1"]);
        Assert.True(config.AllowReadOnly);
        Assert.Equal(TimeSpan.FromHours(12), config.Expiration);
    }

    [Fact]
    public void Load_WithoutASecretKey_MakesOneAndKeepsTheRest()
    {
        using var file = new SecurityFile(secretKey: null);

        var first = new SecurityStore(file.Path).Current.SecretKey;

        Assert.Equal(512, first.Length);
        Assert.Equal(first, file.Read().GetProperty("secretKey").GetString());
        Assert.True(file.Read().GetProperty("somethingNew").GetProperty("kept").GetBoolean());
        Assert.Equal(first, new SecurityStore(file.Path).Current.SecretKey);
    }

    [Fact]
    public void Load_BrokenFile_FallsBackToTheLastGoodOneAndSaysSo()
    {
        using var file = new SecurityFile();
        var store = new SecurityStore(file.Path);
        Assert.Null(store.Fault);

        File.WriteAllText(file.Path, "{ \"users\": [");
        store.Reload();

        Assert.True(store.Current.Users.ContainsKey("admin"));
        Assert.Contains("security.json", store.Fault);
    }

    [Fact]
    public void Load_BrokenFileWithoutAnOlderOne_KnowsNobody()
    {
        using var file = new SecurityFile();
        File.WriteAllText(file.Path, "[]");

        var store = new SecurityStore(file.Path);

        Assert.Empty(store.Current.Users);
        Assert.NotNull(store.Fault);
    }

    [Theory]
    [InlineData("NEVER", null)]
    [InlineData(null, null)]
    [InlineData("1d", 86_400d)]
    [InlineData("12 hours", 43_200d)]
    [InlineData("30m", 1_800d)]
    [InlineData("1y", 31_557_600d)]
    [InlineData("90", 90d)]
    [InlineData("soon", 86_400d)]
    [InlineData("-1d", 86_400d)]
    public void Parse_Expiration_IsADuration(string? text, double? seconds) =>
        Assert.Equal(seconds, Lifetime.Parse(text)?.TotalSeconds);
}
