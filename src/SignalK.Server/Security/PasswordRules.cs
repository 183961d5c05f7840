using System.Text;

namespace SignalK.Server.Security;

/// <summary>What an administrator's password must not be. No other rules: length is what helps.</summary>
public static class PasswordRules
{
    public const int Shortest = 8;

    // bcrypt takes no more.
    private const int LongestBytes = 72;

    private static readonly string[] s_common =
    [
        "password", "passw0rd", "12345678", "123456789", "1234567890", "qwertyui", "qwerty123", "11111111", "00000000", "signalk1",
        "openplotter", "raspberry", "halos1234", "changeme", "letmein1", "iloveyou", "sailboat", "password1", "administrator",
    ];

    /// <returns>Null when it will do; else what is wrong and what to write.</returns>
    public static string? Fault(string password, string user) =>
        password.Length < Shortest ? $"the password has {password.Length} letters: write at least {Shortest}"
        : Encoding.UTF8.GetByteCount(password) > LongestBytes ? $"the password is longer than {LongestBytes} letters: write a shorter one"
        : s_common.Contains(password.ToLowerInvariant()) || password.Equals(user, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() < 3
            ? "this password is the first that anybody would try: write another one"
            : null;

    /// <returns>Null when it will do as a user's name.</returns>
    public static string? UserFault(string user) =>
        user.Length is > 0 and <= 64 && !user.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? null
            : "a user's name has at most 64 letters and no spaces";
}
