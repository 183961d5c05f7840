using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Tests.Configuration;

/// <summary>The part of JSON Schema that config/settings.schema.json uses; a keyword that it does not know is an error.</summary>
static class SchemaCheck
{
    public static IEnumerable<string> Faults(JsonObject root, JsonObject schema, JsonNode? value, string path = "$")
    {
        if (schema["$ref"] is { } reference)
            schema = (JsonObject)root["$defs"]![reference.ToString()["#/$defs/".Length..]]!;
        foreach (var (keyword, argument) in schema)
        {
            foreach (var fault in Apply(root, schema, keyword, argument!, value, path))
                yield return fault;
        }
    }

    static IEnumerable<string> Apply(JsonObject root, JsonObject schema, string keyword, JsonNode argument, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description" or "default" or "properties":
                break;
            case "type":
                string[] types = argument is JsonArray several ? [.. several.Select(type => type!.ToString())] : [argument.ToString()];
                if (!types.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && types.Contains("number")))
                    yield return $"{path}: {TypeOf(value)} is none of {string.Join(", ", types)}";
                break;
            case "minimum" or "maximum" when value?.GetValueKind() == JsonValueKind.Number:
                var (number, limit) = (double.Parse(value.ToJsonString()), double.Parse(argument.ToJsonString()));
                if (keyword == "minimum" ? number < limit : number > limit)
                    yield return $"{path}: {number} breaks the {keyword} of {limit}";
                break;
            case "minimum" or "maximum":
                break;
            case "required":
                foreach (var name in argument.AsArray().Select(item => item!.ToString()).Where(name => value is JsonObject json && !json.ContainsKey(name)))
                    yield return $"{path}: {name} is missing";
                break;
            case "items":
                for (var i = 0; i < (value as JsonArray)?.Count; i++)
                {
                    foreach (var fault in Faults(root, (JsonObject)argument, value[i], $"{path}[{i}]"))
                        yield return fault;
                }
                break;
            case "enum":
                if (!argument.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)))
                    yield return $"{path}: {value?.ToJsonString()} is none of {string.Join(", ", argument.AsArray())}";
                break;
            case "additionalProperties":
                break;
            case "maxLength":
                if (value?.GetValueKind() == JsonValueKind.String && value.ToString().Length > int.Parse(argument.ToJsonString()))
                    yield return $"{path}: {value} is longer than {argument}";
                break;
            case "oneOf":
                if (argument.AsArray().Select(choice => Faults(root, (JsonObject)choice!, value, path)).Count(faults => !faults.Any()) != 1)
                    yield return $"{path}: none of the forms that it may have";
                break;
            default:
                yield return $"{path}: keyword {keyword} is not known here";
                break;
        }
        if (keyword == "type" && value is JsonObject members)
        {
            foreach (var fault in members.SelectMany(member => Member(root, schema, member.Key, member.Value, path)))
                yield return fault;
        }
    }

    static IEnumerable<string> Member(JsonObject root, JsonObject schema, string name, JsonNode? value, string path) =>
        ((schema["properties"] as JsonObject)?[name] ?? schema["additionalProperties"]) switch
        {
            JsonObject known => Faults(root, known, value, $"{path}.{name}"),
            { } refused when refused.GetValueKind() == JsonValueKind.False => [$"{path}: {name} is not known"],
            _ => [],
        };

    static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().Contains('.') ? "number" : "integer",
        _ => "null",
    };
}
