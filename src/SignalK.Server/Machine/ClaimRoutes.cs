using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Security;

namespace SignalK.Server.Machine;

/// <summary>
/// How a unit gets its owner: whoever knows the code that it wrote on its card makes the first account. Without it nobody
/// can, however long they stay on the boat's network.
/// </summary>
internal sealed class ClaimRoutes(MachineServices machine, SecurityStore store, LoginService logins, TimeProvider time)
{
    private readonly LoginLimiter _limiter = new(time);

    public IEnumerable<Route> All => [new("POST", "/skServer/claim", Access.None, ClaimAsync)];

    private async Task ClaimAsync(Exchange exchange)
    {
        if (machine.ClaimCode() is not { Length: > 0 } code || store.HasAdministrator)
        {
            await JsonReply.ErrorAsync(exchange, 404, "this unit has its owner, or none can be made here").ConfigureAwait(false);
            return;
        }

        if (!_limiter.TryEnter(exchange.Http.Connection.RemoteIpAddress ?? IPAddress.None))
        {
            await JsonReply.ErrorAsync(exchange, 429, "too many attempts, try again later").ConfigureAwait(false);
            return;
        }

        var (given, user, password) = await ReadAsync(exchange).ConfigureAwait(false);
        if (!CryptographicOperations.FixedTimeEquals(Bytes(given), Bytes(code)))
        {
            await JsonReply.ErrorAsync(exchange, 401, "this is not the claim code: it is in RESULT.txt on the unit's card").ConfigureAwait(false);
            return;
        }

        if ((PasswordRules.UserFault(user) ?? PasswordRules.Fault(password, user)) is { } fault)
        {
            await JsonReply.ErrorAsync(exchange, 400, fault).ConfigureAwait(false);
            return;
        }

        var hash = await Task.Run(() => BCrypt.Net.BCrypt.HashPassword(password)).ConfigureAwait(false);
        if (store.AddFirstAdministrator(user, hash) is { } error)
        {
            await JsonReply.ErrorAsync(exchange, 500, error).ConfigureAwait(false);
            return;
        }

        machine.Claimed();
        SessionCookies.Set(exchange.Response, logins.Renew(user).Token!, user, exchange.Request.IsHttps, maxAge: null);
        await JsonReply.TextAsync(exchange, 200, "this unit is yours").ConfigureAwait(false);
    }

    private static async Task<(string Code, string User, string Password)> ReadAsync(Exchange exchange)
    {
        using var body = await Body.ReadJsonAsync(exchange).ConfigureAwait(false);
        var root = body.RootElement;
        return root.ValueKind == JsonValueKind.Object && Text(root, "code") is { } code && Text(root, "username") is { } user && Text(root, "password") is { } password
            ? (code, user.Trim(), password)
            : throw new RequestException(400, """{"code":…,"username":…,"password":…} was expected""");
    }

    // However it was typed.
    private static byte[] Bytes(string code) =>
        Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant());

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
