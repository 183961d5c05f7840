using System.Text.Json;
using System.Text.RegularExpressions;

namespace SignalK.Server.Tests;

/// <summary>As much of JSON Schema 2020-12 as our schemas use; a keyword that it does not know is an error of the schema.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> s_annotations = ["$schema", "$id", "$defs", "title", "description"];

    public List<string> Validate(JsonElement value)
    {
        var errors = new List<string>();
        Validate(root, value, "$", errors);
        return errors;
    }

    private void Validate(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            var isGood = keyword.Name switch
            {
                "$ref" => Nested(Resolve(rule.GetString()!), value, at, errors),
                "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(t => IsOf(t.GetString()!, value)) : IsOf(rule.GetString()!, value),
                "enum" => rule.EnumerateArray().Any(v => v.GetRawText() == value.GetRawText()),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!),
                "required" => value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)),
                "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select((item, i) => Nested(rule, item, $"{at}[{i}]", errors)).ToList() is not null,
                "properties" => true,
                "additionalProperties" => Members(schema, rule, value, at, errors),
                _ when s_annotations.Contains(keyword.Name) => true,
                _ => throw new InvalidOperationException($"unknown keyword {keyword.Name}"),
            };
            if (!isGood)
            {
                errors.Add($"{at}: {keyword.Name} {rule.GetRawText()} is not met by {value.GetRawText()}");
            }
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (value.TryGetProperty(property.Name, out var member))
                {
                    Validate(property.Value, member, $"{at}.{property.Name}", errors);
                }
            }
        }
    }

    private bool Members(JsonElement schema, JsonElement rule, JsonElement value, string at, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var others = value.EnumerateObject().Where(m => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(m.Name, out _));
        return rule.ValueKind == JsonValueKind.False ? !others.Any() : others.All(m => Nested(rule, m.Value, $"{at}.{m.Name}", errors));
    }

    private bool Nested(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        Validate(schema, value, at, errors);
        return true;
    }

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, static (node, name) => node.GetProperty(name));

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"unknown type {type}"),
    };
}
