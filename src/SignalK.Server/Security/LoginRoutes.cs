using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Security;

/// <summary>Login, logout and who one is.</summary>
internal sealed class LoginRoutes(Authenticator authenticator, LoginService logins)
{
    private const string Prefix = "/signalk/v1/auth";

    public IEnumerable<Route> All =>
    [
        new("POST", $"{Prefix}/login", Access.None, LoginAsync),
        new("POST", "/login", Access.None, LoginAsync),
        new("PUT", $"{Prefix}/logout", Access.None, LogoutAsync),
        new("PUT", "/logout", Access.None, LogoutAsync),
        new("POST", $"{Prefix}/validate", Access.None, ValidateAsync),
        new("GET", $"{Prefix}/validate", Access.None, ValidateAsync),
        new("GET", "/skServer/loginStatus", Access.None, StatusAsync),
        new("GET", "/loginStatus", Access.None, StatusAsync),
    ];

    private async Task LoginAsync(Exchange exchange)
    {
        if (!logins.HasUsers)
        {
            await JsonReply.ErrorAsync(exchange, 404, "there is nobody to log in as: this server has no users").ConfigureAwait(false);
            return;
        }

        var form = await ReadAsync(exchange).ConfigureAwait(false);
        var from = exchange.Http.Connection.RemoteIpAddress ?? IPAddress.None;
        var result = await logins.LoginAsync(form.User, form.Password, from, exchange.Http.RequestAborted).ConfigureAwait(false);
        if (result.Token is not { } token)
        {
            await JsonReply.ErrorAsync(exchange, result.StatusCode, result.Message).ConfigureAwait(false);
            return;
        }

        var remembered = form.Remember ? result.TimeToLive ?? TimeSpan.FromDays(3_650) : (TimeSpan?)null;
        SessionCookies.Set(exchange.Response, token, form.User, exchange.Request.IsHttps, remembered);
        if (form.Destination is { } destination)
        {
            exchange.Response.Redirect(destination);
            return;
        }

        await SendTokenAsync(exchange, result).ConfigureAwait(false);
    }

    private static Task LogoutAsync(Exchange exchange)
    {
        SessionCookies.Clear(exchange.Response);
        return JsonReply.TextAsync(exchange, 200, "Logout OK");
    }

    // In the specification, though upstream lacks it: a good token is exchanged for a fresh one.
    private Task ValidateAsync(Exchange exchange) =>
        exchange.Principal.IsAuthenticated && authenticator.Config.Users.ContainsKey(exchange.Principal.Id)
            ? SendTokenAsync(exchange, logins.Renew(exchange.Principal.Id))
            : JsonReply.ErrorAsync(exchange, 401, "not logged in");

    private static Task SendTokenAsync(Exchange exchange, LoginResult result)
    {
        exchange.Response.Headers.CacheControl = "no-store";
        return JsonReply.SendAsync(exchange, 200, result, static (writer, login) =>
        {
            writer.WriteStartObject();
            if (login.TimeToLive is { } life)
            {
                writer.WriteNumber("timeToLive"u8, (long)life.TotalSeconds);
            }
            else
            {
                writer.WriteNull("timeToLive"u8);
            }

            writer.WriteString("token"u8, login.Token);
            writer.WriteEndObject();
        });
    }

    private Task StatusAsync(Exchange exchange) => JsonReply.SendAsync(exchange, 200, (authenticator, exchange.Principal), static (writer, state) =>
    {
        var (authenticator, principal) = state;
        var config = authenticator.Config;
        writer.WriteStartObject();
        writer.WriteString("status"u8, principal.IsAuthenticated ? "loggedIn"u8 : "notLoggedIn"u8);
        writer.WriteBoolean("readOnlyAccess"u8, authenticator.IsEnabled && config.AllowReadOnly);
        writer.WriteBoolean("authenticationRequired"u8, authenticator.IsEnabled);
        if (authenticator.IsEnabled)
        {
            writer.WriteBoolean("allowNewUserRegistration"u8, config.AllowNewUserRegistration);
            writer.WriteBoolean("allowDeviceAccessRequests"u8, config.AllowDeviceAccessRequests);
        }

        if (principal.IsAuthenticated)
        {
            writer.WriteString("userLevel"u8, principal.Level switch
            {
                >= Access.Admin => "admin"u8,
                Access.Write => "readwrite"u8,
                _ => "readonly"u8,
            });
            writer.WriteString("username"u8, principal.Id);
        }

        if (authenticator.IsEnabled && config.Users.Count == 0)
        {
            writer.WriteBoolean("noUsers"u8, true);
        }

        writer.WriteBoolean("securityWasEnabled"u8, false);
        writer.WriteEndObject();
    });

    private static async Task<(string User, string Password, bool Remember, string? Destination)> ReadAsync(Exchange exchange)
    {
        if (exchange.Request.HasFormContentType)
        {
            var form = await exchange.Request.ReadFormAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
            return (form["username"].ToString(), form["password"].ToString(), form["rememberMe"] == "true", OwnPage(form["destination"].ToString()));
        }

        using var body = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        var root = body.RootElement;
        return root.ValueKind == JsonValueKind.Object && Text(root, "username") is { } user && Text(root, "password") is { } password
            ? (user, password, root.TryGetProperty("rememberMe", out var remember) && remember.ValueKind == JsonValueKind.True, null)
            : throw new RequestException(400, """{"username":…,"password":…} was expected""");
    }

    // A form is a page's own login: it goes on to a page of ours, never to somewhere else.
    private static string OwnPage(string destination) =>
        destination.StartsWith('/') && !destination.StartsWith("//", StringComparison.Ordinal) && !destination.Contains('\\')
            && !destination.AsSpan().ContainsAnyInRange('\0', ' ') ? destination : "/";

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
