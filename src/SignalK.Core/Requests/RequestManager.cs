using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Requests;

/// <summary>The requests of the last hour, at most <see cref="Capacity"/> of them. Thread-safe.</summary>
public sealed class RequestManager(TimeProvider time)
{
    /// <summary>More than a person or a program asks for in an hour; above it the oldest is forgotten.</summary>
    public const int Capacity = 1_024;

    private const int MaxIdLength = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SkRequest> _byId = new(StringComparer.Ordinal);
    private readonly Queue<SkRequest> _byAge = new();

    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>Starts to track a request.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="principal">Who asks.</param>
    /// <param name="id">The client's own id for it; null lets the server choose.</param>
    /// <param name="updated">Called at every change of status, on the thread that made it; must not block.</param>
    /// <returns>Null when the id is empty, over-long or still in use by another request.</returns>
    public SkRequest? Create(RequestKind kind, Principal principal, string? id = null, Action<SkRequest>? updated = null)
    {
        if (id is { Length: 0 or > MaxIdLength })
        {
            return null;
        }

        var request = new SkRequest(id ?? Uuid.New().ToString(), kind, principal, time.GetUtcNow().UtcDateTime, updated)
        {
            CreatedTicks = time.GetTimestamp(),
        };
        List<SkRequest> forgotten = [];
        lock (_gate)
        {
            // A client that counts 1, 2, 3 may start over when its last round is done; it cannot take over somebody else's.
            if (_byId.TryGetValue(request.Id, out var known) && (!known.IsCompleted || known.Principal.Id != principal.Id))
            {
                return null;
            }

            Prune(forgotten, room: 1);
            _byId[request.Id] = request;
            _byAge.Enqueue(request);
        }

        Abandon(forgotten);
        return request;
    }

    /// <summary>Null when there is none, or no longer.</summary>
    public SkRequest? Find(string id)
    {
        List<SkRequest> forgotten = [];
        SkRequest? found;
        lock (_gate)
        {
            Prune(forgotten, room: 0);
            found = _byId.GetValueOrDefault(id);
        }

        Abandon(forgotten);
        return found;
    }

    private void Prune(List<SkRequest> forgotten, int room)
    {
        while (_byAge.TryPeek(out var oldest)
            && (_byAge.Count + room > Capacity || time.GetElapsedTime(oldest.CreatedTicks) >= Lifetime))
        {
            _byAge.Dequeue();
            if (_byId.TryGetValue(oldest.Id, out var current) && ReferenceEquals(current, oldest))
            {
                _byId.Remove(oldest.Id);
            }

            forgotten.Add(oldest);
        }
    }

    private static void Abandon(List<SkRequest> forgotten)
    {
        foreach (var request in forgotten)
        {
            request.Update(RequestStatus.Failed(504, "no result came in time"));
        }
    }
}
