using System.Text.Json;

namespace SignalK.Plugins.Endpoints;

/// <summary>What a guest said (<c>http_endpoints</c>) it answers under its own routes: <c>[{method, path, handler}]</c>. Immutable.</summary>
internal sealed class EndpointTable
{
    private const int MaxEndpoints = 256;

    private readonly List<(string Method, EndpointPattern Pattern, string Handler)> _rows = [];

    private EndpointTable()
    {
    }

    public static EndpointTable Empty { get; } = new();

    public int Count => _rows.Count;

    /// <summary>What is wrong with a row leaves out that row.</summary>
    public static EndpointTable Parse(string json, List<string> faults)
    {
        var table = new EndpointTable();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                faults.Add("http_endpoints is not an array");
                return table;
            }

            foreach (var row in document.RootElement.EnumerateArray())
            {
                if (table._rows.Count == MaxEndpoints)
                {
                    faults.Add($"more than {MaxEndpoints} endpoints");
                    break;
                }

                table.Add(row, faults);
            }
        }
        catch (JsonException e)
        {
            faults.Add($"http_endpoints is not JSON: {e.Message}");
        }

        return table;
    }

    /// <param name="method">In capitals.</param>
    /// <param name="path">Below the plugin's root.</param>
    /// <returns>The first that matches; null when none does.</returns>
    public (string Handler, IReadOnlyDictionary<string, string> Parameters)? Find(string method, string path)
    {
        foreach (var row in _rows)
        {
            if (row.Method == method && row.Pattern.Match(path) is { } parameters)
            {
                return (row.Handler, parameters);
            }
        }

        return null;
    }

    private void Add(JsonElement row, List<string> faults)
    {
        var method = Text(row, "method")?.ToUpperInvariant();
        if (method is not ("GET" or "POST" or "PUT" or "DELETE")
            || Text(row, "path") is not { } path || Text(row, "handler") is not { Length: > 0 } handler
            || EndpointPattern.Parse(path) is not { } pattern)
        {
            faults.Add($"no endpoint: {row.GetRawText()}");
            return;
        }

        _rows.Add((method, pattern, handler));
    }

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
