using System.Text.Json;
using SignalK.Core.Security;

namespace SignalK.Server.Security;

/// <summary>A login for the tools of the machine itself: whoever may read the server's secret key could make one anyway.</summary>
public static class LocalLogin
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    /// <summary>A token of the first administrator; null where security.json has none, or nothing that can be read.</summary>
    public static string? TryCreate(string securityFile, TimeProvider time)
    {
        try
        {
            if (!File.Exists(securityFile))
            {
                return null;
            }

            var config = SecurityConfig.Parse(File.ReadAllBytes(securityFile));
            var admin = config.Users.Values.FirstOrDefault(user => user.Level >= Access.Admin);
            return admin is null || config.SecretKey.Length == 0 ? null : WebToken.Create(config.SecretKey, admin.Name, time.GetUtcNow(), s_lifetime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
