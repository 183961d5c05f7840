using System.Buffers;
using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    // One for each path that a plugin acts on; a windlass has three.
    private const int MaxPutHandlers = 256;

    private int _putHandlers;

    public bool RegisterPutHandler(string context, string path)
    {
        if (!Allows(Capability.PutHandlers))
        {
            return false;
        }

        if (!SkPath.TryGet(path, out var known) || _putHandlers >= MaxPutHandlers || !MayChange())
        {
            return false;
        }

        if (!_grant.Capabilities.CanHandlePut(path))
        {
            return Deny(Capability.PutHandlers, path);
        }

        _putHandlers++;
        var fullContext = context is "" or "self" or "vessels.self" ? _services.Hub.Options.Self : context;
        var export = $"handle_put_{context}_{path}".Replace('.', '_');
        Keep(_services.PutHandlers.Register(fullContext, known, _grant.Id.Package, (command, _) => new(PutAsync(export, command))));
        _delta.Clear();
        _delta.Context = fullContext;
        _delta.Add().AddMeta(known, new SkRecord(("supportsPut", true)));
        _services.Hub.Ingest(_ingress, _delta);
        return true;
    }

    private async Task<RequestStatus> PutAsync(string export, PutCommand command)
    {
        var value = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(value, SkJson.WriterOptions))
        {
            command.Value.WriteTo(writer);
        }

        var answer = await _calls.AskAsync(export, value.WrittenMemory, AskShape.Put).ConfigureAwait(false);
        return answer.Outcome switch
        {
            AskOutcome.Answered => PutReply.Read(answer.Body.Span),
            AskOutcome.Missing => RequestStatus.Failed(501, $"the plugin {_grant.Id.Package} has no handler {export}"),
            AskOutcome.Busy => RequestStatus.Failed(503, $"the plugin {_grant.Id.Package} is busy"),
            AskOutcome.NotRunning => RequestStatus.Failed(503, $"the plugin {_grant.Id.Package} is not running"),
            _ => RequestStatus.Failed(500, answer.Fault ?? "the plugin failed"),
        };
    }
}
