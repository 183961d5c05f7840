using SignalK.Core.Security;

namespace SignalK.Core.Requests;

public sealed partial class PutHandlers
{
    private (PutHandler? Handler, RequestStatus? Refusal) Find(PutCommand command)
    {
        if (!command.Principal.May(Access.Write))
        {
            return (null, RequestStatus.Failed(403, $"{command.Principal.Id} may not change {command.Path}"));
        }

        // Only values are deleted by resolvers (metadata, resources); a device's path can be set but not removed.
        if (!command.IsDelete && _byPath.TryGetValue((command.Context, command.Path.Name), out var known) && !known.IsEmpty)
        {
            if (command.Source is null && known.Length > 1)
            {
                return (null, RequestStatus.Failed(
                    400, "there are multiple sources for the given path, but no source was specified in the request"));
            }

            foreach (var registration in known)
            {
                if (command.Source is null || registration.Source == command.Source)
                {
                    return command.Principal.May(registration.Needs)
                        ? (registration.Handler, null)
                        : (null, RequestStatus.Failed(403, $"{command.Principal.Id} may not change {command.Path}"));
                }
            }
        }

        foreach (var resolver in _resolvers)
        {
            if (resolver(command) is { } handler)
            {
                return (handler, null);
            }
        }

        var verb = command.IsDelete ? "DELETE" : "PUT";
        return (null, RequestStatus.Failed(405, $"{verb} not supported for {command.Path}"));
    }

    private void Remove(Registration registration)
    {
        lock (_gate)
        {
            var left = _byPath.GetValueOrDefault(registration.Key, []).Remove(registration);
            _byPath = left.IsEmpty ? _byPath.Remove(registration.Key) : _byPath.SetItem(registration.Key, left);
        }
    }

    private sealed class Registration(
        PutHandlers owner, (string Context, string Path) key, string source, PutHandler handler, Access needs) : IDisposable
    {
        public (string Context, string Path) Key => key;

        public string Source => source;

        public PutHandler Handler => handler;

        public Access Needs => needs;

        public void Dispose() => owner.Remove(this);
    }

    private sealed class Undo(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
