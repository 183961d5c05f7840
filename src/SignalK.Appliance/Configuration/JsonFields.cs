using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

/// <summary>
/// Reads the members of one JSON object as typed values. A wrong one is reported with its path and read as its default;
/// one that is absent or null is the default without a word.
/// </summary>
sealed class JsonFields(JsonObject? json, string path, FaultList faults)
{
    public string Path { get; } = path;

    public bool Has(string name) => json?[name] is not null;

    /// <summary>Of a member; of the object itself for the empty name.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : name.Length == 0 ? Path : $"{Path}.{name}";

    public string? Text(string name) => Read(name, "a string", node => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null);

    /// <summary>A string that must be there.</summary>
    public string? RequiredText(string name)
    {
        if (Text(name) is { Length: > 0 } text)
            return text;
        if (json?[name] is null or JsonValue)
            Missing(name);
        return null;
    }

    public bool Flag(string name, bool otherwise) => Read<bool?>(name, "true or false", node => node.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    }) ?? otherwise;

    public int Integer(string name, int smallest, int largest, int otherwise) => IntegerOrNull(name, smallest, largest) ?? otherwise;

    /// <summary>A whole number; upstream's forms write it as a string at times (<c>"4800"</c>), which is as good.</summary>
    public int? IntegerOrNull(string name, int smallest, int largest) =>
        (int?)Number(name, $"a whole number from {smallest} to {largest}", value => value % 1 == 0 && value >= smallest && value <= largest);

    public TimeSpan Duration(string name, TimeSpan unit, TimeSpan otherwise) =>
        Number(name, "a number that is not negative", value => value is >= 0 and < 1e9) is { } value ? unit * value : otherwise;

    public double? Number(string name, string expected, Func<double, bool> fits) => Read<double?>(name, expected, node =>
    {
        double? value = node.GetValueKind() switch
        {
            JsonValueKind.Number => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
            JsonValueKind.String when double.TryParse(node.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return value is { } number && fits(number) ? number : null;
    });

    public JsonFields? Object(string name) => Read(name, "an object", node => node as JsonObject) is { } child ? new JsonFields(child, PathOf(name), faults) : null;

    /// <summary>The objects of an array, each with its index in its path.</summary>
    public IEnumerable<JsonFields> Objects(string name)
    {
        var array = Read(name, "an array", node => node as JsonArray);
        for (var i = 0; i < array?.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{i}]");
            if (array[i] is JsonObject item)
                yield return new JsonFields(item, at, faults);
            else
                faults.Error(at, $"expected an object, found {Found(array[i])}");
        }
    }

    public ValueList<string> Texts(string name)
    {
        // Upstream takes one string for a list of one (sentenceEvent, toStdout).
        if (json?[name] is JsonValue single && single.GetValueKind() == JsonValueKind.String)
            return [single.GetValue<string>()];
        var array = Read(name, "an array of strings", node => node as JsonArray);
        List<string> texts = [];
        for (var i = 0; i < array?.Count; i++)
        {
            if (array[i] is JsonValue item && item.GetValueKind() == JsonValueKind.String)
                texts.Add(item.GetValue<string>());
            else
                faults.Error(string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{i}]"), $"expected a string, found {Found(array[i])}");
        }
        return [.. texts];
    }

    /// <summary>The members of an object used as a map.</summary>
    public IEnumerable<string> Names => json is null ? [] : json.Select(member => member.Key);

    public JsonNode? Raw(string name) => json?[name];

    public void Error(string name, string reason) => faults.Error(PathOf(name), reason);

    public void Warning(string name, string reason) => faults.Warning(PathOf(name), reason);

    public void Missing(string name) => Error(name, "is required and missing");

    T? Read<T>(string name, string expected, Func<JsonNode, T?> convert)
    {
        if (json?[name] is not { } node)
            return default;
        var value = convert(node);
        if (value is null)
            Error(name, $"expected {expected}, found {Found(node)}");
        return value;
    }

    static string Found(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : text[..37] + "...";
    }
}
