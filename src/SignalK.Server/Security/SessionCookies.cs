using Microsoft.AspNetCore.Http;

namespace SignalK.Server.Security;

/// <summary>The cookies of a browser's login, named as upstream's web applications know them.</summary>
internal static class SessionCookies
{
    private const string Token = "JAUTHENTICATION";

    // A browser lets nobody overwrite over HTTP what was set for TLS alone: with one name a login there would fail without a word.
    private const string SecureToken = "__Secure-" + Token;
    private const string Info = "skLoginInfo";

    public static string? TokenOf(HttpRequest request) =>
        request.Cookies[SecureToken] is { Length: > 0 } secure ? secure
        : request.Cookies[Token] is { Length: > 0 } token ? token
        : null;

    /// <param name="response">Sets them.</param>
    /// <param name="token">Not readable for scripts.</param>
    /// <param name="user">Readable, so that a page knows who is there.</param>
    /// <param name="secure">The request came over TLS.</param>
    /// <param name="maxAge">Null: until the browser is closed.</param>
    public static void Set(HttpResponse response, string token, string user, bool secure, TimeSpan? maxAge)
    {
        response.Cookies.Append(secure ? SecureToken : Token, token, Options(httpOnly: true, secure, maxAge));
        var name = System.Text.Json.JsonEncodedText.Encode(user);
        response.Cookies.Append(Info, $$"""{"status":"loggedIn","user":"{{name}}"}""", Options(httpOnly: false, secure: false, maxAge));
    }

    public static void Clear(HttpResponse response)
    {
        response.Cookies.Delete(Token);
        response.Cookies.Delete(SecureToken, new CookieOptions { Secure = true });
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
