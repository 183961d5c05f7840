using System.Text.Json;

namespace SignalK.Plugins.Capabilities;

/// <summary>Writes capabilities in the form that <see cref="CapabilityReader"/> reads.</summary>
public static class CapabilityWriter
{
    /// <summary>One member for each capability: <c>true</c>, <c>false</c> or a list.</summary>
    public static void Write(Utf8JsonWriter json, CapabilitySet set)
    {
        json.WriteStartObject();
        foreach (var capability in CapabilityFacts.All)
        {
            json.WritePropertyName(capability.Name);
            WriteScope(json, set[capability]);
        }
        json.WriteEndObject();
    }

    /// <summary>An intersection of two lists, which only an effective set has, becomes <c>{"each": [[...], [...]]}</c>.</summary>
    public static void WriteScope(Utf8JsonWriter json, Scope scope)
    {
        if (scope.IsAll || scope.IsNone)
        {
            json.WriteBooleanValue(scope.IsAll);
            return;
        }
        if (scope.Lists is [var only])
        {
            WriteList(json, only);
            return;
        }
        json.WriteStartObject();
        json.WriteStartArray("each"u8);
        foreach (var list in scope.Lists)
            WriteList(json, list);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteList(Utf8JsonWriter json, IReadOnlyList<ScopeRule> rules)
    {
        json.WriteStartArray();
        foreach (var rule in rules)
            json.WriteStringValue(rule.Text);
        json.WriteEndArray();
    }
}
