using Microsoft.AspNetCore.Http;

namespace SignalK.Server.Security;

/// <summary>The cookies of a browser's login, named as upstream's web applications know them.</summary>
internal static class SessionCookies
{
    public const string Token = "JAUTHENTICATION";
    private const string Info = "skLoginInfo";

    /// <param name="response">Sets them.</param>
    /// <param name="token">Not readable for scripts.</param>
    /// <param name="user">Readable, so that a page knows who is there.</param>
    /// <param name="secure">The request came over TLS.</param>
    /// <param name="maxAge">Null: until the browser is closed.</param>
    public static void Set(HttpResponse response, string token, string user, bool secure, TimeSpan? maxAge)
    {
        response.Cookies.Append(Token, token, Options(httpOnly: true, secure, maxAge));
        var name = System.Text.Json.JsonEncodedText.Encode(user);
        response.Cookies.Append(Info, $$"""{"status":"loggedIn","user":"{{name}}"}""", Options(httpOnly: false, secure, maxAge));
    }

    public static void Clear(HttpResponse response)
    {
        response.Cookies.Delete(Token);
        response.Cookies.Delete(Info);
    }

    private static CookieOptions Options(bool httpOnly, bool secure, TimeSpan? maxAge) => new()
    {
        HttpOnly = httpOnly,
        Secure = secure,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = maxAge,
    };
}
