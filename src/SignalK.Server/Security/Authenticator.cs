using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Security;

namespace SignalK.Server.Security;

/// <summary>Who a request is from.</summary>
/// <param name="Principal">Never null: somebody unknown is the anonymous principal of the policy in force.</param>
/// <param name="Fault">What was wrong with the token that came along; null without one, or when it is good.</param>
public readonly record struct Identity(Principal Principal, string? Fault);

/// <summary>Makes principals of tokens, cookies and addresses, by the policy in force.</summary>
public sealed class Authenticator(SecurityStore store, bool enabled, TimeProvider time)
{
    /// <summary>False: anybody may do all but what changes the machine.</summary>
    public bool IsEnabled => enabled;

    public SecurityConfig Config => store.Current;

    /// <summary>The policy's principal for somebody unknown, elsewhere on the network.</summary>
    public Principal Stranger => !enabled ? Principal.Guest : store.Current.AllowReadOnly ? Principal.Reader : Principal.Anonymous;

    public Identity Identify(HttpContext http)
    {
        var isTrusted = !enabled && IsLocal(http);
        if (FindToken(http) is not { } token)
        {
            return new Identity(isTrusted ? Principal.Loopback : Stranger, null);
        }

        var identity = Identify(token);
        if (enabled)
        {
            return identity;
        }

        // With security off a stale cookie of the time before is no reason to keep anybody out, and a login takes nothing away.
        var known = identity.Fault is null ? identity.Principal : Stranger;
        return new Identity(!isTrusted ? known : known.IsAuthenticated ? Known(known.Id, Access.Machine) : Principal.Loopback, null);
    }

    /// <summary>The principal that a token stands for.</summary>
    public Identity Identify(string token)
    {
        var config = store.Current;
        if (!WebToken.TryRead(config.SecretKey, token, time.GetUtcNow(), out var claims, out var fault))
        {
            return new Identity(Stranger, fault);
        }

        var (name, level) = claims.User is { } user
            ? (user, config.Users.TryGetValue(user, out var known) ? known.Level : (Access?)null)
            : (claims.Device!, config.Devices.TryGetValue(claims.Device!, out var granted) ? granted : null);
        return level is { } access
            ? new Identity(Known(name, access), null)
            : new Identity(Stranger, $"{name} is no longer known");
    }

    private Principal Known(string name, Access level) =>
        new(name, enabled || level > Principal.Guest.Level ? level : Principal.Guest.Level) { IsAuthenticated = true };

    private static string? FindToken(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (OfScheme(headers.Authorization.ToString()) is { } bearer)
        {
            return bearer;
        }

        if (headers.TryGetValue("X-Authorization", out var other) && OfScheme(other.ToString()) is { } second)
        {
            return second;
        }

        if (headers.Cookie.Count > 0 && SessionCookies.TokenOf(http.Request) is { } cookie)
        {
            return cookie;
        }

        // A browser cannot set headers on a WebSocket; elsewhere a token in the URL would end up in logs.
        return http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && http.Request.Query["token"].ToString() is { Length: > 0 } query ? query : null;
    }

    private static string? OfScheme(string header)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "JWT "])
        {
            if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return header[scheme.Length..].Trim();
            }
        }

        return null;
    }

    // From the machine itself: not what a proxy there passes on, and not what a strange page makes a browser there ask for,
    // be it from its own origin or from a name that it had pointed to this address.
    private static bool IsLocal(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
        {
            return false;
        }

        var headers = http.Request.Headers;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Real-IP"))
        {
            return false;
        }

        var host = http.Request.Host;
        var isOwnName = host.Host is "" or "localhost" || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        return isOwnName && (headers.Origin.Count == 0 || headers.Origin == $"{http.Request.Scheme}://{host.Value}")
            && (!headers.TryGetValue("Sec-Fetch-Site", out var site) || site.ToString() is "same-origin" or "none");
    }
}
