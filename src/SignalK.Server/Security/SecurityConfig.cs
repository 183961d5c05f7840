using System.Text.Json;
using SignalK.Core.Security;

namespace SignalK.Server.Security;

/// <summary>A user of <c>security.json</c>.</summary>
/// <param name="PasswordHash">bcrypt; null: cannot log in with a password.</param>
public sealed record SecurityUser(string Name, Access Level, string? PasswordHash);

/// <summary><c>security.json</c> as upstream writes it. Immutable.</summary>
public sealed record SecurityConfig
{
    public static SecurityConfig Empty { get; } = new();

    public IReadOnlyDictionary<string, SecurityUser> Users { get; init; } = new Dictionary<string, SecurityUser>();

    /// <summary>Devices that were granted access, by client id.</summary>
    public IReadOnlyDictionary<string, Access> Devices { get; init; } = new Dictionary<string, Access>();

    /// <summary>Signs tokens; empty until one was generated.</summary>
    public string SecretKey { get; init; } = "";

    public bool AllowReadOnly { get; init; }

    public bool AllowNewUserRegistration { get; init; } = true;

    public bool AllowDeviceAccessRequests { get; init; } = true;

    /// <summary>Life of a login token; null: for ever (<c>NEVER</c>).</summary>
    public TimeSpan? Expiration { get; init; }

    /// <summary>Reads the file's content.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static SecurityConfig Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("an object was expected");
        }

        return new SecurityConfig
        {
            Users = ReadUsers(root),
            Devices = ReadDevices(root),
            SecretKey = Text(root, "secretKey") ?? "",
            AllowReadOnly = Flag(root, "allow_readonly", false),
            AllowNewUserRegistration = Flag(root, "allowNewUserRegistration", true),
            AllowDeviceAccessRequests = Flag(root, "allowDeviceAccessRequests", true),
            Expiration = Lifetime.Parse(Text(root, "expiration")),
        };
    }

    private static Dictionary<string, SecurityUser> ReadUsers(JsonElement root)
    {
        var users = new Dictionary<string, SecurityUser>(StringComparer.Ordinal);
        foreach (var user in Items(root, "users"))
        {
            if (Text(user, "username") is { Length: > 0 } name)
            {
                users[name] = new SecurityUser(name, Level(Text(user, "type")), Text(user, "password"));
            }
        }

        return users;
    }

    private static Dictionary<string, Access> ReadDevices(JsonElement root)
    {
        var devices = new Dictionary<string, Access>(StringComparer.Ordinal);
        foreach (var device in Items(root, "devices"))
        {
            if (Text(device, "clientId") is { Length: > 0 } id)
            {
                devices[id] = Level(Text(device, "permissions"));
            }
        }

        return devices;
    }

    // An administrator's login is also what changes the machine.
    private static Access Level(string? type) => type switch
    {
        "admin" => Access.Machine,
        "readwrite" => Access.Write,
        "readonly" => Access.Read,
        _ => Access.None,
    };

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement item, string name, bool otherwise) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : otherwise;
}
