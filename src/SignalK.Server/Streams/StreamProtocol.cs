using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

/// <summary>What a client of a delta stream may say (Signal K specification: subscription protocol, PUT, authentication).</summary>
internal sealed partial class StreamProtocol : IDisposable
{
    private readonly StreamHost _host;
    private readonly StreamSession _session;
    private readonly Subscriptions _subscriptions;
    private readonly Delta _delta = new();
    private readonly Dictionary<SkPath, IDisposable> _ownPuts = [];
    private Ingress _ingress;
    private DeltaReader _reader;

    public StreamProtocol(StreamHost host, StreamSession session)
    {
        _host = host;
        _session = session;
        _subscriptions = new Subscriptions(session, host.Options.MaxRules);
        (_ingress, _reader) = IngressFor(session.Principal);
    }

    /// <summary>Handles one message. A bad one is answered with what is wrong; the client stays.</summary>
    public void Receive(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            Fail(null, 400, "not UTF-8");
            return;
        }

        Request request;
        SubscriptionMessage? subscription = null;
        try
        {
            request = Request.Parse(json);
            if (request.Kind == RequestKinds.Subscribe)
            {
                subscription = SubscriptionMessage.Parse(json);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            Fail(null, 400, $"not valid JSON: {e.Message}");
            return;
        }

        switch (request.Kind)
        {
            case RequestKinds.None:
                // "{}" keeps a line alive, an unknown message is for another server.
                break;
            case RequestKinds.Malformed:
                Fail(request.RequestId, 400, "a message is a JSON object");
                break;
            case RequestKinds.Subscribe when !_session.Principal.May(Access.Read):
                Fail(request.RequestId, 403, $"{_session.Principal.Id} may not read");
                break;
            case RequestKinds.Subscribe:
                if (_subscriptions.Apply(subscription!) is { } error)
                {
                    Fail(request.RequestId, 400, error);
                }

                break;
            case RequestKinds.Updates:
                TakeDelta(json, request.RequestId);
                break;
            case RequestKinds.Put or RequestKinds.Delete:
                Put(json, request);
                break;
            case RequestKinds.Login:
                _ = LoginAsync(request);
                break;
            case RequestKinds.Query:
                Query(request.RequestId!);
                break;
            case RequestKinds.AccessRequest:
                Fail(request.RequestId, 404, "access requests are not available");
                break;
            case RequestKinds.Reply:
                TakeReply(request);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var put in _ownPuts.Values)
        {
            put.Dispose();
        }

        AbandonReplies();
    }

    private void TakeDelta(ReadOnlySpan<byte> json, string? requestId)
    {
        if (!_session.Principal.May(Access.Write))
        {
            Fail(requestId, 403, $"{_session.Principal.Id} may not send data");
            return;
        }

        if (_reader.Read(json, _delta) is { } error)
        {
            Fail(requestId, 400, error);
            return;
        }

        // Before anybody can see the value: who sees it may ask to change it at once.
        OwnPuts();
        if (!_host.Hub.Ingest(_ingress, _delta) && _delta.Count > 0)
        {
            Fail(requestId, 400, $"nothing could be taken: not a context, or too many paths ({_delta.Context ?? "vessels.self"})");
        }

        _delta.Clear();
    }

    private (Ingress Ingress, DeltaReader Reader) IngressFor(Principal principal)
    {
        var id = principal.IsAuthenticated ? $"ws.{principal.Id}" : "ws";
        var ingress = _host.Hub.RegisterIngress(id, principal);
        return (ingress, new DeltaReader(ingress.DefaultSource));
    }

    private void Fail(string? requestId, int statusCode, string message) => Answer(writer =>
    {
        if (requestId is not null)
        {
            writer.WriteString("requestId"u8, requestId);
        }

        writer.WriteString("state"u8, "COMPLETED"u8);
        writer.WriteNumber("statusCode"u8, statusCode);
        writer.WriteString("message"u8, message);
    });

    private void Answer(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        _session.Send(buffer.WrittenSpan);
    }
}
