using System.Net;

namespace SignalK.Server.Security;

/// <summary>How a login ended.</summary>
/// <param name="StatusCode">200, 401 or 429.</param>
/// <param name="Token">When it succeeded.</param>
/// <param name="TimeToLive">Of the token; null: for ever.</param>
public readonly record struct LoginResult(int StatusCode, string? Token, TimeSpan? TimeToLive)
{
    public string Message => StatusCode switch
    {
        200 => "OK",
        429 => "too many login attempts, try again later",
        _ => "Invalid username/password",
    };
}

/// <summary>Checks passwords, for HTTP and for sockets alike.</summary>
public sealed class LoginService(SecurityStore store, TimeProvider time) : IDisposable
{
    private const int MaxLength = 256;

    // Two seconds of hashing: whoever comes after it may as well try again.
    private const int MaxWaiting = 16;

    // Of no password at all: an unknown user costs the same time as a known one.
    private const string NobodysHash = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private readonly LoginLimiter _limiter = new(time);

    // One at a time: a hash takes a core for a tenth of a second, and the instruments come first.
    private readonly SemaphoreSlim _hashing = new(1);
    private int _waiting;

    /// <summary>False when there is nobody who could log in.</summary>
    public bool HasUsers => store.Current.Users.Count > 0;

    public async Task<LoginResult> LoginAsync(string user, string password, IPAddress from, CancellationToken cancel)
    {
        if (!_limiter.TryEnter(from))
        {
            return new LoginResult(429, null, null);
        }

        var config = store.Current;
        var known = config.Users.GetValueOrDefault(user);
        if (user.Length > MaxLength || password.Length is 0 or > MaxLength)
        {
            return new LoginResult(401, null, null);
        }

        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new LoginResult(429, null, null);
        }

        try
        {
            var isRight = await VerifyAsync(password, known?.PasswordHash ?? NobodysHash, cancel).ConfigureAwait(false);
            return isRight && known?.PasswordHash is not null ? Renew(user) : new LoginResult(401, null, null);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A fresh token for somebody who proved to be that user.</summary>
    public LoginResult Renew(string user)
    {
        var config = store.Current;
        return new LoginResult(200, WebToken.Create(config.SecretKey, user, time.GetUtcNow(), config.Expiration), config.Expiration);
    }

    public void Dispose() => _hashing.Dispose();

    private async Task<bool> VerifyAsync(string password, string hash, CancellationToken cancel)
    {
        await _hashing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => BCrypt.Net.BCrypt.Verify(password, hash), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BCrypt.Net.SaltParseException or BCrypt.Net.HashInformationException or ArgumentException)
        {
            return false;
        }
        finally
        {
            _hashing.Release();
        }
    }
}
