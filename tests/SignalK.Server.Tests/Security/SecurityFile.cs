using System.Text.Json;

namespace SignalK.Server.Tests.Security;

/// <summary>A <c>security.json</c> as upstream writes it: users with all levels, one device.</summary>
internal sealed class SecurityFile : IDisposable
{
    public const string SecretKey = "0123456789abcdef0123456789abcdef";

    // Cost 4 instead of 10: the tests are about who may, not about how long it takes.
    private static readonly string s_hash = BCrypt.Net.BCrypt.HashPassword("right", workFactor: 4);

    private readonly string _folder = Directory.CreateTempSubdirectory("security").FullName;

    public SecurityFile(bool allowReadOnly = false, string expiration = "NEVER", string? secretKey = SecretKey) => Write(allowReadOnly, expiration, secretKey);

    public string Path => System.IO.Path.Combine(_folder, "security.json");

    public void Write(bool allowReadOnly, string expiration, string? secretKey, params string[] without)
    {
        var users = new[] { "admin", "readwrite", "readonly" }.Except(without)
            .Select(type => $$"""{"username":"{{type}}","type":"{{type}}","password":"{{s_hash}}"}""");
        File.WriteAllText(Path, $$"""
            {
              "allow_readonly": {{(allowReadOnly ? "true" : "false")}},
              "expiration": "{{expiration}}",
              {{(secretKey is null ? "" : $"\"secretKey\": \"{secretKey}\",")}}
              "users": [{{string.Join(",", users)}}],
              "devices": [{"clientId":"display-1","permissions":"readwrite","config":null}],
              "acls": [], "immutableConfig": false, "somethingNew": {"kept": true}
            }
            """);
    }

    public JsonElement Read() => JsonDocument.Parse(File.ReadAllBytes(Path)).RootElement;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
