using System.Collections.Immutable;

namespace SignalK.Server.Http;

/// <summary>
/// All routes. Any part of the server adds its own and disposes of what it added; lookups never wait. The longest path wins,
/// an exact one before a prefix.
/// </summary>
public sealed class RouteTable
{
    private readonly Lock _gate = new();
    private ImmutableList<Route> _routes = [];
    private Snapshot _snapshot = new([]);

    public IReadOnlyList<Route> Routes => _routes;

    public IDisposable Add(params ReadOnlySpan<Route> routes)
    {
        var added = routes.ToImmutableArray();
        lock (_gate)
        {
            Publish(_routes.AddRange(added));
        }

        return new Registration(this, added);
    }

    /// <summary>The routes of the place that a path names, whatever their method.</summary>
    /// <param name="path">As requested, unescaped.</param>
    /// <param name="rest">What follows a prefix, without the slash between them.</param>
    internal ReadOnlySpan<Route> Find(string path, out string rest)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        var trimmed = path.AsSpan();
        if (trimmed.Length > 1 && trimmed[^1] == '/')
        {
            trimmed = trimmed[..^1];
        }

        rest = "";
        if (snapshot.Exact.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(trimmed is "/" ? "" : trimmed, out var exact))
        {
            return exact;
        }

        foreach (var (key, routes) in snapshot.Prefixes)
        {
            if (trimmed.StartsWith(key, StringComparison.Ordinal) && (trimmed.Length == key.Length || trimmed[key.Length] == '/'))
            {
                rest = path.Length > key.Length ? path[(key.Length + 1)..] : "";
                return routes;
            }
        }

        return [];
    }

    private void Publish(ImmutableList<Route> routes)
    {
        _routes = routes;
        Volatile.Write(ref _snapshot, new Snapshot(routes));
    }

    private sealed class Snapshot(IReadOnlyList<Route> routes)
    {
        public Dictionary<string, Route[]> Exact { get; } = routes.Where(r => !r.IsPrefix)
            .GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

        public (string Key, Route[] Routes)[] Prefixes { get; } = [.. routes.Where(r => r.IsPrefix)
            .GroupBy(r => r.Key).OrderByDescending(g => g.Key.Length).Select(g => (g.Key, g.ToArray()))];
    }

    private sealed class Registration(RouteTable table, ImmutableArray<Route> routes) : IDisposable
    {
        public void Dispose()
        {
            lock (table._gate)
            {
                table.Publish(table._routes.RemoveRange(routes));
            }
        }
    }
}
