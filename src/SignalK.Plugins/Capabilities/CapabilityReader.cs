using System.Globalization;
using System.Text.Json;

namespace SignalK.Plugins.Capabilities;

/// <summary>
/// Reads capabilities as manifests ask for them and operators grant them: <c>true</c>, <c>false</c>, <c>"none"</c>, or a list of
/// what they reach.
/// </summary>
public static class CapabilityReader
{
    const int MostRules = 256;

    /// <summary><c>wasmCapabilities</c> of a manifest. What it says in a way that we don't understand is read as upstream reads it.</summary>
    public static CapabilitySet ReadRequested(JsonElement json, string path, FaultSink fault) =>
        Read(json, path, fault, CapabilitySet.Implied, isGrant: false);

    /// <summary><c>grants</c> of an operator. What it says in a way that we don't understand grants nothing.</summary>
    public static CapabilitySet ReadGrants(JsonElement json, string path, FaultSink fault) =>
        Read(json, path, fault, CapabilitySet.DefaultGrants, isGrant: true);

    /// <summary>What an operator changes: each capability that a JSON object names.</summary>
    /// <returns>False with the first fault: what is half understood changes nothing.</returns>
    public static bool TryReadChange(ReadOnlyMemory<byte> json, out IReadOnlyDictionary<Capability, Scope> scopes, out string reason)
    {
        Dictionary<Capability, Scope> read = [];
        scopes = read;
        string? fault = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var set = ReadGrants(document.RootElement, "grants", (path, why) => fault ??= $"{path} {why}");
            if (fault is null && document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var capability in CapabilityFacts.All.Where(capability => document.RootElement.TryGetProperty(capability.Name, out _)))
                    read[capability] = set[capability];
            }
            if (fault is null && read.Count == 0)
                fault = "grants name no capability";
        }
        catch (Exception error) when (JsonFaults.Is(error))
        {
            fault = $"grants are no JSON: {error.Message}";
        }
        reason = fault ?? "";
        return fault is null;
    }

    static CapabilitySet Read(JsonElement json, string path, FaultSink fault, CapabilitySet otherwise, bool isGrant)
    {
        var set = otherwise;
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return set;
        if (json.ValueKind != JsonValueKind.Object)
        {
            fault(path, "expected an object");
            return isGrant ? CapabilitySet.None : set;
        }
        foreach (var member in json.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (CapabilityFacts.Find(member.Name) is not { } capability)
                fault(at, "is no capability that we know");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                set = set.With(capability, ReadScope(capability, member.Value, at, fault, isGrant));
        }
        return set;
    }

    static Scope ReadScope(Capability capability, JsonElement json, string path, FaultSink fault, bool isGrant)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True:
                return Scope.All;
            case JsonValueKind.False:
                return Scope.None;
            case JsonValueKind.String when json.GetString() is "none":
                return Scope.None;
            // Upstream's only kind of storage.
            case JsonValueKind.String when capability == Capability.Storage && json.GetString() is "vfs-only":
                return Scope.All;
            case JsonValueKind.String when capability.Kind != ScopeKind.Switch:
                return ReadRules(capability.Kind, [json], path, fault);
            case JsonValueKind.Array when capability.Kind != ScopeKind.Switch:
                if (json.GetArrayLength() > MostRules)
                    fault(path, $"has more than {MostRules} entries; the rest is left out");
                return ReadRules(capability.Kind, json.EnumerateArray().Take(MostRules), path, fault);
            default:
                fault(path, capability.Kind == ScopeKind.Switch ? "expected true or false" : "expected true, false or a list of strings");
                // Truthy is what upstream asks of the others.
                return isGrant || IsFalsy(json) ? Scope.None : Scope.All;
        }
    }

    static bool IsFalsy(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.TryGetDouble(out var number) && number == 0
        : json.ValueKind == JsonValueKind.String && json.GetString() is "";

    static Scope ReadRules(ScopeKind kind, IEnumerable<JsonElement> entries, string path, FaultSink fault)
    {
        List<ScopeRule> rules = [];
        var index = 0;
        foreach (var entry in entries)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (entry.ValueKind != JsonValueKind.String)
                fault(at, "expected a string");
            else if (ScopeRule.TryParse(kind, entry.GetString()!, out var reason) is { } rule)
                rules.Add(rule);
            else
                fault(at, reason);
        }
        return Scope.Of([.. rules]);
    }
}
