using System.Text.Json;
using System.Text.Json.Serialization;

namespace SignalK.Appliance.Device.Backup;

/// <summary><c>signalk-backup.json</c> of a backup: what it is, and what must be in it.</summary>
/// <param name="Format"><see cref="Name"/>.</param>
/// <param name="Version">Of the format; a higher one than <see cref="Newest"/> is refused.</param>
/// <param name="Product">The version that made it.</param>
/// <param name="Secrets">Whether accounts and keys are in it.</param>
sealed record BackupManifest(string Format, int Version, string Product, DateTimeOffset Created, bool Secrets, IReadOnlyList<BackupFile> Files)
{
    public const string Entry = "signalk-backup.json";
    public const string Name = "signalk-appliance-backup";
    public const int Newest = 1;

    /// <exception cref="InvalidDataException">It is none, or of a format to come.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest);
            if (manifest is not { Format: Name, Files: not null })
                throw new InvalidDataException($"{Entry} does not describe a backup");
            return manifest.Version is >= 1 and <= Newest
                ? manifest
                : throw new InvalidDataException($"the backup was made by a newer version ({manifest.Product}): update this unit first");
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{Entry} is damaged");
        }
    }
}

/// <param name="Path">With slashes, relative to the configuration directory.</param>
/// <param name="Sha256">In hexadecimal digits.</param>
sealed record BackupFile(string Path, long Length, string Sha256);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BackupManifest))]
sealed partial class BackupJson : JsonSerializerContext;
