using System.Buffers;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Abi;

internal sealed partial class Guest
{
    /// <summary>What upstream gives plugin_name, plugin_schema and http_endpoints; a PUT handler's answer has as much.</summary>
    public const int SmallAnswer = 8 * 1024;

    /// <summary>What upstream gives the handlers of requests.</summary>
    public const int LargeAnswer = 64 * 1024;

    // Schema and endpoints of an AssemblyScript guest have no buffer that bounds them.
    const int MaxDescription = 1024 * 1024;

    readonly GuestFunction? _deltaHandler;
    readonly GuestFunction? _eventHandler;
    readonly GuestFunction? _poll;

    /// <summary>What the plugin calls itself; null when it does not say.</summary>
    public GuestCall Name(out string? name) => Describe("plugin_name", SmallAnswer, out name);

    /// <summary>JSON text of the configuration's schema, not yet checked to be JSON; <c>{}</c> when the plugin gives none.</summary>
    public GuestCall Schema(out string json)
    {
        var call = Describe("plugin_schema", MaxDescription, out var text);
        json = text ?? "{}";
        return call;
    }

    /// <summary>JSON text of an array of endpoints, not yet checked to be JSON; <c>[]</c> when the plugin gives none.</summary>
    public GuestCall HttpEndpoints(out string json)
    {
        var call = Describe("http_endpoints", MaxDescription, out var text);
        json = text ?? "[]";
        return call;
    }

    /// <summary>Hands the configuration over and starts; a <paramref name="code"/> other than 0 is the plugin's no.</summary>
    public GuestCall Start(ReadOnlySpan<byte> configJson, out int code)
    {
        _runner.Begin();
        code = _convention.Start(_exports.Find("plugin_start")!, configJson);
        return End();
    }

    public GuestCall Stop(out int code) => Run(_exports.Find("plugin_stop"), out code);

    public GuestCall Poll(out int code) => Run(_poll, out code);

    // HOT PATH: 0 B.
    public GuestCall HandleDelta(ReadOnlySpan<byte> json) => Hand(_deltaHandler, json);

    public GuestCall HandleEvent(ReadOnlySpan<byte> json) => Hand(_eventHandler, json);

    /// <summary>Calls a handler with a text and writes its answer as UTF-8, which nobody has looked into yet.</summary>
    /// <param name="export">The handler.</param>
    /// <param name="request">UTF-8; not used by <see cref="AskShape.AnswerOnly"/>.</param>
    /// <param name="shape">How the handler takes request and answer.</param>
    /// <param name="maxAnswer">Bytes of the answer's buffer; an AssemblyScript guest's longer answer is a fault.</param>
    /// <param name="answer">Nothing is written unless the call returned; nothing then either where the guest answered null.</param>
    public GuestCall Ask(string export, ReadOnlySpan<byte> request, AskShape shape, int maxAnswer, IBufferWriter<byte> answer)
    {
        if (_exports.Find(export) is not { } handler)
            return GuestCall.Missing;
        _runner.Begin();
        _convention.Ask(handler, request, shape, maxAnswer, answer);
        return End();
    }

    GuestCall Describe(string export, int max, out string? text)
    {
        text = null;
        if (_exports.Find(export) is not { } function)
            return GuestCall.Missing;
        _runner.Begin();
        text = _convention.Describe(function, SmallAnswer, max);
        return End();
    }

    GuestCall Run(GuestFunction? function, out int code)
    {
        code = 0;
        if (function is null)
            return GuestCall.Missing;
        _runner.Begin();
        _runner.RunExport(function, [], out code);
        return End();
    }

    GuestCall Hand(GuestFunction? handler, ReadOnlySpan<byte> json)
    {
        if (handler is null)
            return GuestCall.Missing;
        _runner.Begin();
        _convention.Hand(handler, json);
        return End();
    }

    GuestCall End()
    {
        _imports.EndCall(_runner, _exports);
        _wasi?.Flush();
        return _runner.End();
    }
}
