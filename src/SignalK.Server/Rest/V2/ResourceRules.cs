using System.Buffers;
using System.Text.Json;

namespace SignalK.Server.Rest.V2;

/// <summary>What the standard types of resources must look like; all other types are their providers' own.</summary>
internal static class ResourceRules
{
    private static readonly SearchValues<char> s_chartId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsStandard(string type) => type is "routes" or "waypoints" or "notes" or "regions" or "charts";

    /// <summary>A random UUID (version 4); eight and more letters, digits, '_' and '-' for charts.</summary>
    public static bool IsId(string type, string id) =>
        type == "charts" ? id.Length is >= 8 and <= 128 && !id.AsSpan().ContainsAnyExcept(s_chartId) : IsUuid(id);

    /// <returns>Null when it is good, else what is wrong with it.</returns>
    public static string? Check(string type, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "a resource is an object";
        }

        return CheckTexts(body, "name", "title", "description", "mimeType", "url", "identifier") ?? type switch
        {
            "routes" => CheckNumber(body, "distance", 0, double.MaxValue) ?? CheckFeature(body, "LineString"),
            "waypoints" => CheckTexts(body, "type") ?? CheckFeature(body, "Point"),
            "regions" => CheckFeature(body, "Polygon", "MultiPolygon"),
            "notes" => CheckNote(body),
            _ => CheckChart(body),
        };
    }

    /// <summary>Parameters of a list that providers expect to be right.</summary>
    public static string? CheckQuery(JsonElement query) =>
        CheckInteger(query, "limit", 1) ?? CheckInteger(query, "zoom", 1) ?? CheckInteger(query, "distance", 100)
        ?? CheckDegrees(query, "bbox", 4) ?? CheckDegrees(query, "position", 2);

    private static bool IsUuid(ReadOnlySpan<char> id) =>
        id.Length == 36 && Guid.TryParseExact(id, "D", out _) && id[14] == '4' && id[19] is '8' or '9' or 'a' or 'b' or 'A' or 'B';

    private static string? CheckFeature(JsonElement body, params ReadOnlySpan<string> types)
    {
        if (!body.TryGetProperty("feature", out var feature) || feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            return "feature.geometry is missing";
        }

        if (!geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !types.Contains(type.GetString()!))
        {
            return $"feature.geometry.type is {string.Join(" or ", types!)}";
        }

        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind != JsonValueKind.Object)
        {
            return "feature.properties is an object";
        }

        var (depth, least) = type.GetString() switch
        {
            "Point" => (0, 0),
            "LineString" => (1, 2),
            "Polygon" => (2, 4),
            _ => (3, 4),
        };
        return geometry.TryGetProperty("coordinates", out var coordinates) && IsLine(coordinates, depth, least)
            ? null
            : $"feature.geometry.coordinates are none of a {type.GetString()}: [longitude, latitude] in degrees";
    }

    // Points within lines within rings; only the innermost line has a least length.
    private static bool IsLine(JsonElement coordinates, int depth, int least) =>
        coordinates.ValueKind == JsonValueKind.Array
        && (depth == 0
            ? coordinates.GetArrayLength() is 2 or 3 && coordinates.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number)
            : (depth > 1 || coordinates.GetArrayLength() >= least) && coordinates.EnumerateArray().All(c => IsLine(c, depth - 1, least)));

    private static string? CheckNote(JsonElement body)
    {
        if (body.TryGetProperty("href", out var href)
            && !(href.ValueKind == JsonValueKind.String && href.GetString()!.Split('/') is ["", "resources", _, var id] && IsUuid(id)))
        {
            return "href is /resources/TYPE/UUID";
        }

        if (body.TryGetProperty("properties", out var properties) && properties.ValueKind != JsonValueKind.Object)
        {
            return "properties is an object";
        }

        return body.TryGetProperty("position", out var position) ? CheckPosition(position) : null;
    }

    private static string? CheckPosition(JsonElement position) =>
        position.ValueKind == JsonValueKind.Object && position.TryGetProperty("latitude", out _) && position.TryGetProperty("longitude", out _)
            ? CheckNumber(position, "latitude", -90, 90) ?? CheckNumber(position, "longitude", -180, 180)
            : "position has latitude and longitude";

    private static string? CheckChart(JsonElement body)
    {
        if (!body.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
            || type.GetString() is not ("tilelayer" or "tileJSON" or "WMS" or "WMTS" or "mapstyleJSON" or "S-57"))
        {
            return "type is tilelayer, tileJSON, WMS, WMTS, mapstyleJSON or S-57";
        }

        if (body.TryGetProperty("layers", out var layers)
            && !(layers.ValueKind == JsonValueKind.Array && layers.EnumerateArray().All(l => l.ValueKind == JsonValueKind.String)))
        {
            return "layers is an array of texts";
        }

        return CheckNumber(body, "minzoom", 0, 30) ?? CheckNumber(body, "maxzoom", 0, 30) ?? CheckNumber(body, "scale", 1, double.MaxValue)
            ?? (type.GetString() == "tilelayer" && body.TryGetProperty("bounds", out var bounds) && !IsNumbers(bounds, 4)
                ? "bounds are four numbers: west, south, east, north"
                : null);
    }

    private static string? CheckTexts(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.String)
            {
                return $"{name} is a text";
            }
        }

        return null;
    }

    private static string? CheckNumber(JsonElement body, string name, double least, double most) =>
        !body.TryGetProperty(name, out var value) || (value.ValueKind == JsonValueKind.Number && value.GetDouble() >= least && value.GetDouble() <= most)
            ? null
            : most == double.MaxValue ? $"{name} is a number from {least}" : $"{name} is a number from {least} to {most}";

    private static string? CheckInteger(JsonElement query, string name, int least) =>
        !query.TryGetProperty(name, out var value) || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least)
            ? null
            : $"{name} is an integer from {least}";

    private static string? CheckDegrees(JsonElement query, string name, int count) =>
        !query.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array
        || (IsNumbers(value, count) && value.EnumerateArray().All(n => Math.Abs(n.GetDouble()) <= 180))
            ? null
            : $"{name} has {count} numbers, degrees from -180 to 180";

    private static bool IsNumbers(JsonElement value, int count) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == count && value.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number);
}
