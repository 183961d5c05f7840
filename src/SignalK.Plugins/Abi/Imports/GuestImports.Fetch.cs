using System.Text;
using SignalK.Wasm;

namespace SignalK.Plugins.Abi;

internal sealed partial class GuestImports
{
    // Requests with a callback that one call may make.
    const int MaxDeferred = 16;

    readonly Queue<(FetchReply Reply, int Callback)> _deferred = [];
    TimeSpan _fetchTime;

    /// <summary>HTTP status of the last fetch; 0 when no answer came, or before the first.</summary>
    public int FetchStatus { get; private set; }

    /// <summary>Sends in the middle of a guest's call; time on the network is not the guest's, within what a call may take of it.</summary>
    public FetchReply Send(WasmHostCall call, FetchRequest request)
    {
        var since = options.Time.GetTimestamp();
        using var wait = _fetchTime < options.FetchTime ? call.Wait() : default;
        var reply = host.Fetch.Send(request, call.Cancellation);
        _fetchTime += options.Time.GetElapsedTime(since);
        FetchStatus = reply.Status;
        if (reply.Fault is { } fault)
            host.Log(GuestLogLevel.Warning, Encoding.UTF8.GetBytes($"fetch failed: {fault}"));
        return reply;
    }

    /// <summary>Keeps an answer for a guest that wants to be called back, which it cannot be while it still runs.</summary>
    public double Defer(FetchReply reply, int callback)
    {
        if (_deferred.Count < MaxDeferred)
            _deferred.Enqueue((reply, callback));
        return 0;
    }

    /// <summary>At the end of a call: gives the guest what it fetched in it and wants to be called back with.</summary>
    public void EndCall(GuestRunner runner, GuestExports exports)
    {
        // Callbacks may fetch again; they end with the call's fuel.
        while (_deferred.TryDequeue(out var response))
        {
            if (exports.Find("responseHandler") is not { } handler || exports.Find("__new") is not { } allocate
                || !runner.Run(allocate, [response.Reply.Body.Length, AssemblyScriptMemory.ArrayBufferClass], out var pointer)
                || !exports.Memory.TryGetSpan((uint)pointer, (uint)response.Reply.Body.Length, out var room))
                continue;
            response.Reply.Body.CopyTo(room);
            runner.Run(handler, [pointer, response.Reply.Status, 0, response.Callback], out _);
        }
        _fetchTime = default;
        wasi?.BeginCall();
    }

    /// <summary>Bytes as an object of the guest's, made in the middle of its call.</summary>
    public uint NewArrayBuffer(WasmMemory memory, byte[] bytes)
    {
        if (Exports?.Find("__new") is not { } allocate)
            throw new WasmTrapException(WasmTrap.HostError, "a fetch before the instance is ready, or without __new");
        var outcome = allocate.Call([bytes.Length, AssemblyScriptMemory.ArrayBufferClass], out var pointer);
        outcome.ThrowIfTrapped();
        bytes.CopyTo(memory.GetSpan((uint)pointer, (uint)bytes.Length));
        return (uint)pointer;
    }
}
