using System.Text.Json;

namespace SignalK.Server.Web;

/// <summary>
/// An npm package with the keyword <c>signalk-webapp</c> or <c>signalk-embeddable-webapp</c>: its <c>public/</c>, or all of it
/// without one, is served under its name.
/// </summary>
internal sealed record WebApp(string Name, string Folder, byte[] PackageJson, bool IsEmbeddable)
{
    private const int MaxPackageJson = 256 * 1024;

    public string Location => $"/{Name}/";

    /// <summary>Reads a package; null when it is no web application, or not readable.</summary>
    public static WebApp? TryRead(string folder)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, "package.json"));
            if (!file.Exists || file.Length > MaxPackageJson)
            {
                return null;
            }

            var json = File.ReadAllBytes(file.FullName);
            if (json.AsSpan().IndexOf("-webapp\""u8) < 0)
            {
                return null;
            }

            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var isEmbeddable = HasKeyword(root, "signalk-embeddable-webapp");
            return (isEmbeddable || HasKeyword(root, "signalk-webapp")) && Text(root, "name") is { Length: > 0 } name
                ? new WebApp(name, Path.Combine(folder, Directory.Exists(Path.Combine(folder, "public")) ? "public" : ""), JsonSerializeCompact(root), isEmbeddable)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary><c>{name, version, description, location, license, author}</c></summary>
    public void WriteSummary(Utf8JsonWriter writer)
    {
        using var document = JsonDocument.Parse(PackageJson);
        var root = document.RootElement;
        writer.WriteStartObject();
        writer.WriteString("name"u8, Name);
        writer.WriteString("version"u8, Text(root, "version"));
        writer.WriteString("description"u8, Text(root, "description"));
        writer.WriteString("location"u8, Location);
        writer.WriteString("license"u8, Text(root, "license"));
        writer.WriteString("author"u8, Author(root));
        writer.WriteEndObject();
    }

    private static bool HasKeyword(JsonElement root, string keyword) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("keywords", out var keywords) && keywords.ValueKind == JsonValueKind.Array
        && keywords.EnumerateArray().Any(k => k.ValueKind == JsonValueKind.String && k.ValueEquals(keyword));

    private static string? Author(JsonElement root) => !root.TryGetProperty("author", out var author) ? null
        : author.ValueKind == JsonValueKind.String ? author.GetString()
        : author.ValueKind == JsonValueKind.Object ? Text(author, "name") : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] JsonSerializeCompact(JsonElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            root.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}
