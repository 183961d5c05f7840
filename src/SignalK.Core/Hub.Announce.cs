using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Core.Store;

namespace SignalK.Core;

public sealed partial class Hub
{
    /// <summary>
    /// Sends a delta to those who subscribed to its paths and keeps nothing of it: events of the v2 APIs, which are no part of
    /// the v1 model. It goes out at once, whatever the period of a subscription, and a reader that fell behind misses it.
    /// Taps do not hear it. The delta belongs to the caller again at return.
    /// </summary>
    /// <returns>False when nothing of it could be taken; the ingress counts why.</returns>
    public bool Announce(Ingress ingress, Delta delta)
    {
        bool taken;
        lock (_gate)
        {
            taken = Pass(ingress, delta);
        }

        WakeReaders();
        return taken;
    }

    private bool Pass(Ingress ingress, Delta delta)
    {
        if (!ingress.Principal.May(Access.Write) || Store.FindOrPass(delta.Context) is not { } context)
        {
            ingress.Refuse(delta.Count);
            return false;
        }

        Now = Time.GetTimestamp();
        Sequence++;
        _message.Reset(context);
        var utcNow = UtcNow();
        var values = 0;
        for (var i = 0; i < delta.Count; i++)
        {
            var update = delta[i];
            _message.BeginUpdate(update.Source ?? ingress.DefaultSource, update.Timestamp == default ? utcNow : update.Timestamp);

            // Entries of no context: the feeds write them and forget them.
            foreach (ref readonly var value in update.Values)
            {
                _message.Add(new PathEntry(context, value.Path), value.Value, isPreferred: true);
            }

            foreach (ref readonly var meta in update.Metas)
            {
                _message.AddMeta(new PathEntry(context, meta.Path), meta.Meta);
            }

            values += update.Values.Length;
        }

        ingress.Count(values);
        if (_message.IsEmpty)
        {
            return false;
        }

        foreach (var feed in _feedList)
        {
            feed.Announce(_message);
        }

        return true;
    }
}
