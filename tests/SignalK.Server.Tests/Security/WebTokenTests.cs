using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SignalK.Server.Security;

namespace SignalK.Server.Tests.Security;

public sealed class WebTokenTests
{
    private const string Key = "secret";
    private static readonly DateTimeOffset s_now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    // Made with the library that upstream uses: sign({id:"admin"},"secret",{noTimestamp}) with iat 1768478400.
    [Fact]
    public void TryRead_TokenOfAnotherMaker_IsUnderstood()
    {
        var token = Make("""{"alg":"HS256","typ":"JWT"}""", """{"id":"admin","iat":1768478400}""");

        Assert.True(WebToken.TryRead(Key, token, s_now, out var claims, out _));
        Assert.Equal(new TokenClaims("admin", null, null), claims);
        Assert.Equal(token, WebToken.Create(Key, "admin", s_now, null));
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS512","typ":"JWT"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void TryRead_AnyOtherAlgorithm_IsRefused(string header)
    {
        Assert.False(WebToken.TryRead(Key, Make(header, """{"id":"admin"}"""), s_now, out _, out var fault));
        Assert.Equal("invalid signature", fault);
    }

    [Theory]
    [InlineData("""{"iat":1}""")]
    [InlineData("""{"id":"a","device":"b"}""")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":"a","exp":"soon"}""")]
    [InlineData("""{"id":"a","exp":1e300}""")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public void TryRead_OddClaims_AreRefused(string payload) =>
        Assert.False(WebToken.TryRead(Key, Make("""{"alg":"HS256"}""", payload), s_now, out _, out _));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("é.é.é")]
    public void TryRead_Garbage_IsMalformedOrUnsigned(string token) => Assert.False(WebToken.TryRead(Key, token, s_now, out _, out _));

    [Fact]
    public void TryRead_TamperedOrUnderAnotherKey_IsRefused()
    {
        var token = WebToken.Create(Key, "readonly", s_now, null);
        var parts = token.Split('.');
        var forged = $"{parts[0]}.{Base64Url.EncodeToString("""{"id":"admin"}"""u8)}.{parts[2]}";

        Assert.False(WebToken.TryRead(Key, forged, s_now, out _, out _));
        Assert.False(WebToken.TryRead("other", token, s_now, out _, out _));
        Assert.False(WebToken.TryRead("", WebToken.Create("", "admin", s_now, null), s_now, out _, out _));
    }

    private static string Make(string header, string payload)
    {
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)))}";
    }
}
