using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignalK.Core.Security;
using SignalK.Core.Storage;

namespace SignalK.Server.Security;

/// <summary><c>security.json</c>: read at the start and when told to; what we do not know in it stays as it is.</summary>
public sealed class SecurityStore
{
    private readonly DurableFile? _file;
    private readonly Lock _gate = new();
    private SecurityConfig _current = SecurityConfig.Empty;

    /// <param name="path">The file; null: there is none and none will be made.</param>
    public SecurityStore(string? path)
    {
        _file = path is null ? null : new DurableFile(path, DurableFileOptions.ForSecrets);
        Reload();
    }

    public SecurityConfig Current => Volatile.Read(ref _current);

    /// <summary>What is wrong with the file, for the operator; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads the file again. A broken one without a good generation leaves nobody able to log in.</summary>
    public void Reload()
    {
        if (_file is null)
        {
            return;
        }

        var read = _file.Read(Check);
        Fault = read.Fault;
        var config = read.Content is { } content ? SecurityConfig.Parse(content) : SecurityConfig.Empty;
        if (config.Users.Count > 0 && config.SecretKey.Length == 0)
        {
            config = config with { SecretKey = AddSecretKey(read.Content!) };
        }

        Volatile.Write(ref _current, config);
    }

    /// <summary>Whether there is an administrator who can log in.</summary>
    public bool HasAdministrator => Current.Users.Values.Any(user => user.Level >= Access.Admin && user.PasswordHash is not null);

    /// <summary>Makes the first administrator.</summary>
    /// <param name="name">Of the account.</param>
    /// <param name="passwordHash">bcrypt.</param>
    /// <returns>Null when it is durable; else why it is not.</returns>
    public string? AddFirstAdministrator(string name, string passwordHash)
    {
        lock (_gate)
        {
            if (_file is null)
            {
                return "this server keeps no users";
            }

            if (HasAdministrator)
            {
                return "there is an administrator already";
            }

            var content = _file.Read(Check).Content;
            var root = content is null ? [] : JsonNode.Parse(content)!.AsObject();
            if (root["users"] is not JsonArray users)
            {
                root["users"] = users = [];
            }

            foreach (var old in users.OfType<JsonObject>().Where(user => user["username"]?.ToString() == name).ToList())
            {
                users.Remove(old);
            }

            users.Add((JsonNode)new JsonObject { ["username"] = name, ["type"] = "admin", ["password"] = passwordHash });
            var written = Write(root);
            if (!written.Ok)
            {
                return written.Error;
            }

            Reload();
            return HasAdministrator ? null : "the account could not be read back";
        }
    }

    private static string? Check(ReadOnlyMemory<byte> content)
    {
        try
        {
            SecurityConfig.Parse(content);
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    private WriteOutcome Write(JsonObject root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            root.WriteTo(writer);
        }

        return _file!.Write(buffer.ToArray());
    }

    // Upstream makes one at first start as well; kept, or every login would end with the next start.
    private string AddSecretKey(byte[] content)
    {
        var key = RandomNumberGenerator.GetHexString(512, lowercase: true);
        var root = JsonNode.Parse(content)!.AsObject();
        root["secretKey"] = key;
        Fault ??= Write(root).Error;
        return key;
    }
}
