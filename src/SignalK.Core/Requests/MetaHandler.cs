using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Core.Requests;

/// <summary>
/// PUT and DELETE of <c>….meta</c> and <c>….meta.units</c>: what the owner says about a path of the own vessel. Kept first,
/// published after.
/// </summary>
public sealed class MetaHandler
{
    private readonly Hub _hub;
    private readonly IOwnerMetadata _owner;
    private readonly Ingress _ingress;
    private readonly Lock _gate = new();

    private MetaHandler(Hub hub, IOwnerMetadata owner)
    {
        _hub = hub;
        _owner = owner;
        _ingress = hub.RegisterIngress("defaults", Principal.Server);
    }

    /// <summary>Dispose of the result to take it away.</summary>
    public static IDisposable Register(PutHandlers handlers, Hub hub, IOwnerMetadata owner) =>
        handlers.Register(new MetaHandler(hub, owner).Resolve);

    private PutHandler? Resolve(PutCommand command)
    {
        var segments = command.Path.Segments;
        var last = segments.Count - 1;
        var (end, member) = last >= 1 && segments[last] == "meta" ? (last, null)
            : last >= 2 && segments[last - 1] == "meta" ? (last - 1, segments[last])
            : (0, null);
        if (end == 0)
        {
            return null;
        }

        // The medium may take its time: never on the thread of a client.
        return (c, _) => new ValueTask<RequestStatus>(Task.Run(() => Change(c, string.Join('.', segments.Take(end)), member)));
    }

    private RequestStatus Change(PutCommand command, string name, string? member)
    {
        if (command.Context != _hub.Options.Self)
        {
            return RequestStatus.Failed(405, "metadata can be set for the own vessel only");
        }

        if (!SkPath.TryGet(name, out var path))
        {
            return RequestStatus.Failed(400, $"no path: {name}");
        }

        lock (_gate)
        {
            var before = _owner.Get(path);
            if (command.IsDelete)
            {
                return Delete(path, before, member);
            }

            if (member is null && (command.Value.Object is not { } whole || !SkMembers.IsObject(whole)))
            {
                return RequestStatus.Failed(400, "metadata is an object");
            }

            var set = member is null ? command.Value.Object! : new SkRecord((member, Cleared(command.Value)));
            return Keep(path, SkMembers.Merge(member is null ? null : before, set));
        }
    }

    private RequestStatus Delete(SkPath path, SkObject? before, string? member)
    {
        if (before is null || (member is not null && before.Get(member) is null))
        {
            return RequestStatus.Failed(404, "the owner set nothing there");
        }

        var left = member is null ? [] : SkMembers.Of(before).Where(m => m.Name != member).ToArray();
        return Keep(path, left.Length == 0 ? null : new SkRecord(left));
    }

    private RequestStatus Keep(SkPath path, SkObject? meta)
    {
        var written = _owner.Set(path, meta);
        if (!written.Ok)
        {
            return RequestStatus.Failed(502, written.Error ?? "the metadata could not be kept");
        }

        _hub.ResetMeta(path);
        var specified = _hub.DefaultMeta?.Invoke(path);
        if ((meta ?? specified) is not null)
        {
            var delta = new Delta();
            delta.Add(_ingress.DefaultSource).AddMeta(path, meta is null ? specified! : SkMembers.Merge(specified, meta));
            _hub.Ingest(_ingress, delta);
        }

        return RequestStatus.Done;
    }

    // An editor that empties its list of zones means none, which is null on the wire.
    private static SkValue Cleared(SkValue value) => value.Object is SkJsonValue { Utf8: [(byte)'[', .. var rest] }
        && rest.TrimStart(" \t\r\n"u8) is [(byte)']'] ? SkValue.Null : value;
}
