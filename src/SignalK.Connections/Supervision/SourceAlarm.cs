using System.Globalization;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Connections.Supervision;

/// <summary>The notification <c>notifications.server.source.ID</c>: a source that used to talk says nothing.</summary>
internal sealed class SourceAlarm
{
    private readonly ConnectionServices _services;
    private readonly Ingress _ingress;
    private readonly string _id;
    private readonly SkPath? _path;
    private bool _raised;

    public SourceAlarm(ConnectionServices services, string id)
    {
        _services = services;
        _id = id;
        _ingress = services.Hub.RegisterIngress("server", Principal.Server);
        _path = SkPath.TryGet("notifications.server.source." + Segment(id), out var path) ? path : null;
    }

    public bool IsRaised => Volatile.Read(ref _raised);

    public void Raise(TimeSpan silence)
    {
        Volatile.Write(ref _raised, true);
        Send("warn", string.Create(CultureInfo.InvariantCulture, $"{_id} has been silent for {silence.TotalSeconds:0} s"));
    }

    /// <summary>Says that all is well; nothing when it was not raised.</summary>
    public void Clear(string reason)
    {
        if (Interlocked.Exchange(ref _raised, false))
        {
            Send("normal", $"{_id} {reason}");
        }
    }

    // An id may be a device name with dots in it; a path would take each for a level.
    private static string Segment(string id) => string.Concat(id.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-'));

    private void Send(string state, string message)
    {
        if (_path is null)
        {
            return;
        }

        var delta = new Delta();
        delta.Add().Add(_path, Notification(state, message));
        _services.Hub.Ingest(_ingress, delta);
    }

    private static SkRecord Notification(string state, string message) =>
        new(("state", state), ("method", new SkArray("visual")), ("message", message));
}
