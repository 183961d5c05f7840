using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;

namespace SignalK.Server.Streams;

internal sealed partial class StreamProtocol
{
    // A client that publishes a path carries out PUTs of it, as upstream has it; a boat's switch panel has some dozens.
    private const int MaxOwnPuts = 512;
    private static readonly TimeSpan s_replyTimeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<RequestStatus>> _awaited = new(StringComparer.Ordinal);

    private void Put(ReadOnlySpan<byte> json, in Request request)
    {
        if (request.Path is null || !SkPath.TryGet(request.Path, out var path))
        {
            Fail(request.RequestId, 400, "put needs a path");
            return;
        }

        var isDelete = request.Kind == RequestKinds.Delete;
        if (request.Value is null && !isDelete)
        {
            Fail(request.RequestId, 400, "put needs a value");
            return;
        }

        var context = request.Context is null or "vessels.self" or "self" ? _host.Hub.Store.Self.Name : request.Context;
        var command = new PutCommand(context, path, request.Value ?? SkValue.Null, request.Source, _session.Principal) { IsDelete = isDelete };
        var submitted = _host.Puts.Submit(command, request.RequestId, SendStatus);
        if (submitted is null)
        {
            Fail(request.RequestId, 400, "this requestId is in use");
            return;
        }

        SendStatus(submitted);
    }

    private void Query(string requestId)
    {
        if (_host.Requests.Find(requestId) is { } known)
        {
            SendStatus(known);
        }
        else
        {
            Answer(writer =>
            {
                writer.WriteString("requestId"u8, requestId);
                writer.WriteNumber("statusCode"u8, 404);
            });
        }
    }

    private void SendStatus(SkRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, SkJson.WriterOptions))
        {
            request.WriteTo(writer);
        }

        _session.Send(buffer.WrittenSpan);
    }

    /// <summary>The client becomes the handler of what it has just published about the own vessel.</summary>
    private void OwnPuts()
    {
        if (_delta.Context is not (null or "" or "vessels.self") && _delta.Context != _host.Hub.Store.Self.Name)
        {
            return;
        }

        for (var i = 0; i < _delta.Count; i++)
        {
            foreach (ref readonly var value in _delta[i].Values)
            {
                if (value.Path.Name.Length > 0 && _ownPuts.Count < MaxOwnPuts && !_ownPuts.ContainsKey(value.Path))
                {
                    var source = (_delta[i].Source ?? _ingress.DefaultSource).Ref.Name;
                    _ownPuts.Add(value.Path, _host.Puts.Register(_host.Hub.Store.Self.Name, value.Path, source, AskClient, Access.Write));
                }
            }
        }
    }

    private ValueTask<RequestStatus> AskClient(PutCommand command, SkRequest request)
    {
        var reply = new TaskCompletionSource<RequestStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_session.Closed.IsCancellationRequested || !_awaited.TryAdd(request.Id, reply))
        {
            return new(RequestStatus.Failed(504, "the device that carries this out is gone"));
        }

        Answer(writer =>
        {
            writer.WriteString("requestId"u8, request.Id);
            writer.WriteString("context"u8, "vessels.self"u8);
            writer.WriteStartArray("put"u8);
            writer.WriteStartObject();
            writer.WriteString("path"u8, command.Path.Name);
            writer.WritePropertyName("value"u8);
            command.Value.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return new(WaitForReplyAsync(request.Id, reply.Task));
    }

    private async Task<RequestStatus> WaitForReplyAsync(string id, Task<RequestStatus> reply)
    {
        try
        {
            return await reply.WaitAsync(s_replyTimeout, _host.Hub.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return RequestStatus.Failed(504, "the device did not answer in time");
        }
        finally
        {
            _awaited.TryRemove(id, out _);
        }
    }

    private void TakeReply(in Request request)
    {
        if (request.State == "COMPLETED" && _awaited.TryRemove(request.RequestId!, out var reply))
        {
            var code = request.StatusCode is >= 100 and < 600 ? request.StatusCode : 200;
            reply.TrySetResult(new RequestStatus(RequestState.Completed, code, request.Message));
        }
    }

    private void AbandonReplies()
    {
        foreach (var reply in _awaited.Values)
        {
            reply.TrySetResult(RequestStatus.Failed(504, "the device that carries this out is gone"));
        }
    }

    private async Task LoginAsync(Request request)
    {
        // Security off: nobody can log in, and upstream's clients expect silence.
        if (_host.Login is not { } login)
        {
            return;
        }

        var outcome = await login(request.UserName ?? "", request.Password ?? "", _session.Address, _session.Closed).ConfigureAwait(false);
        if (outcome.Principal is not { } principal)
        {
            Fail(request.RequestId, 401, outcome.Message ?? "Invalid username or password");
            return;
        }

        _session.Principal = principal;
        (_ingress, _reader) = IngressFor(principal);
        Answer(writer =>
        {
            writer.WriteString("requestId"u8, request.RequestId ?? "");
            writer.WriteString("state"u8, "COMPLETED"u8);
            writer.WriteNumber("statusCode"u8, 200);
            writer.WriteStartObject("login"u8);
            writer.WriteNumber("timeToLive"u8, (long)(outcome.TimeToLive ?? TimeSpan.Zero).TotalSeconds);
            writer.WriteString("token"u8, outcome.Token ?? "");
            writer.WriteEndObject();
        });
    }
}
