using System.Collections.Immutable;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Requests;

/// <summary>
/// Who carries out PUT and DELETE: any part of the server registers handlers and owns what it registered. Thread-safe.
/// </summary>
public sealed partial class PutHandlers(RequestManager requests)
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<(string Context, string Path), ImmutableArray<Registration>> _byPath =
        ImmutableDictionary<(string, string), ImmutableArray<Registration>>.Empty;
    private ImmutableArray<Resolver> _resolvers = [];

    /// <summary>Finds a handler for a command that none was registered for by path; null passes it on.</summary>
    public delegate PutHandler? Resolver(PutCommand command);

    /// <summary>Registers the handler of one path and source, in place of an older one of the same.</summary>
    /// <param name="context">The full name of the context.</param>
    /// <param name="path">Exactly this path.</param>
    /// <param name="source">Names the device or program behind the handler.</param>
    /// <param name="handler">Called on the client's thread; must not block.</param>
    /// <param name="needs">What the principal must be allowed.</param>
    /// <returns>Dispose to take it away.</returns>
    public IDisposable Register(string context, SkPath path, string source, PutHandler handler, Access needs = Access.Write)
    {
        var added = new Registration(this, (context, path.Name), source, handler, needs);
        lock (_gate)
        {
            var others = _byPath.GetValueOrDefault(added.Key, []).RemoveAll(r => r.Source == source);
            _byPath = _byPath.SetItem(added.Key, others.Add(added));
        }

        return added;
    }

    /// <summary>Asked, in order of registration, when no handler has the path; needs write access.</summary>
    public IDisposable Register(Resolver resolver)
    {
        lock (_gate)
        {
            _resolvers = _resolvers.Add(resolver);
        }

        return new Undo(() =>
        {
            lock (_gate)
            {
                _resolvers = _resolvers.Remove(resolver);
            }
        });
    }

    /// <summary>Carries out a command, or says why not.</summary>
    /// <param name="command">What is wished.</param>
    /// <param name="id">The client's own id for the request; null lets the server choose.</param>
    /// <param name="updated">Told of every later change of status.</param>
    /// <returns>The request, completed or pending; null when the id is still in use.</returns>
    public SkRequest? Submit(PutCommand command, string? id = null, Action<SkRequest>? updated = null)
    {
        var kind = command.IsDelete ? RequestKind.Delete : RequestKind.Put;
        var started = false;
        var request = requests.Create(kind, command.Principal, id, r =>
        {
            // What is known at once is the answer itself; only what comes later is news.
            if (Volatile.Read(ref started))
            {
                updated?.Invoke(r);
            }
        });
        if (request is null)
        {
            return null;
        }

        var (handler, refusal) = Find(command);
        if (handler is null)
        {
            request.Update(refusal!);
        }
        else
        {
            Run(handler, command, request);
        }

        Volatile.Write(ref started, true);
        return request;
    }

    private static void Run(PutHandler handler, PutCommand command, SkRequest request)
    {
        try
        {
            var result = handler(command, request);
            if (result.IsCompletedSuccessfully)
            {
                request.Update(result.Result);
            }
            else
            {
                _ = FinishAsync(result.AsTask(), request);
            }
        }
        catch (Exception e)
        {
            request.Update(RequestStatus.Failed(500, e.Message));
        }
    }

    private static async Task FinishAsync(Task<RequestStatus> result, SkRequest request)
    {
        try
        {
            request.Update(await result.ConfigureAwait(false));
        }
        catch (Exception e)
        {
            request.Update(RequestStatus.Failed(500, e.Message));
        }
    }
}
