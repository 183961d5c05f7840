using System.Buffers;
using Microsoft.Extensions.Logging;
using SignalK.Plugins.Abi;
using SignalK.Wasm;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginActor
{
    private readonly ArrayBufferWriter<byte> _answer = new();

    public Task<GuestAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, AskShape shape, CancellationToken cancel = default)
    {
        var ask = new Ask(export, request, shape, cancel);
        if (_isEnded || State != PluginState.Running)
        {
            return Task.FromResult(new GuestAnswer(AskOutcome.NotRunning, default, $"the plugin {Id} is {State.Name}"));
        }

        if (!_asks.TryAdd(ask))
        {
            return Task.FromResult(new GuestAnswer(AskOutcome.Busy, default, $"the plugin {Id} has too many calls waiting"));
        }

        _signal.Set();
        return ask.Done.Task;
    }

    private void Answer(Guest guest, Ask ask)
    {
        if (ask.Cancel.IsCancellationRequested)
        {
            ask.Done.TrySetCanceled(ask.Cancel);
            return;
        }

        _answer.ResetWrittenCount();
        var max = ask.Shape == AskShape.Put ? Guest.SmallAnswer : _policy.Limits.ResponseBytes;
        GuestCall call;
        using (_slot.Enter())
        {
            call = guest.Ask(ask.Export, ask.Request.Span, ask.Shape, max, _answer);
        }

        // The client first: what a crash brings along takes longer.
        ask.Done.TrySetResult(call switch
        {
            { IsMissing: true } => new GuestAnswer(AskOutcome.Missing, default, $"the plugin {Id} has no handler {ask.Export}"),
            { Returned: true } when KeepFiles(guest) is { } error => new GuestAnswer(AskOutcome.Failed, default, error),
            { Returned: true } => new GuestAnswer(AskOutcome.Answered, _answer.WrittenSpan.ToArray()),
            { Fault: { } fault } => new GuestAnswer(AskOutcome.Failed, default, fault),
            _ => new GuestAnswer(AskOutcome.Failed, default, call.Outcome.ToString()),
        });
        After(call, ask.Export, ask.Request.Span);
    }

    /// <summary>What a plugin says yes to is not lost when the power goes; few of them sync their files.</summary>
    /// <returns>Why it could be; null when all is well.</returns>
    private string? KeepFiles(Guest guest)
    {
        if (!guest.TakeFileChange())
        {
            return null;
        }

        try
        {
            _parts.Storage.Sync(Id);
            return null;
        }
        catch (IOException error)
        {
            return $"what the plugin {Id} wrote may be lost: {error.Message}";
        }
    }

    private void Poll(Guest guest)
    {
        GuestCall call;
        int code;
        using (_slot.Enter())
        {
            call = guest.Poll(out code);
        }

        if (After(call, "poll", default) && code != 0)
        {
            _session!.Log(GuestLogLevel.Debug, System.Text.Encoding.UTF8.GetBytes($"poll returned {code}"));
        }
    }

    private bool HandleDeltas(Guest guest)
    {
        if (!_mailbox.HasMail)
        {
            return false;
        }

        var call = default(GuestCall);
        var delta = default(ReadOnlySpan<byte>);
        var used = 0UL;
        using (_slot.Enter())
        {
            for (var i = 0; i < DeltasPerTurn && !(delta = _mailbox.Next()).IsEmpty; i++)
            {
                _counters.DeltasIn++;
                call = guest.HandleDelta(delta);
                if (!call.Returned)
                {
                    break;
                }

                used += call.Outcome.FuelUsed;
                _counters.Calls++;
                if (_slot.IsDue)
                {
                    break;
                }
            }
        }

        _fuel.Burn(used);
        if (!delta.IsEmpty && !call.Returned)
        {
            After(call, "delta_handler", delta);
        }

        return true;
    }

    private bool HandleEvent(Guest guest)
    {
        if (!_events.TryTake(out var json))
        {
            return false;
        }

        if (guest.HandlesEvents)
        {
            GuestCall call;
            using (_slot.Enter())
            {
                call = guest.HandleEvent(json.Span);
            }

            After(call, "event_handler", json.Span);
        }

        return true;
    }

    /// <summary>Accounts for a call; false when it ended the run.</summary>
    private bool After(in GuestCall call, string export, ReadOnlySpan<byte> input)
    {
        if (call.IsMissing)
        {
            return true;
        }

        _counters.Calls++;
        _fuel.Burn(call.Outcome.FuelUsed);
        _counters.MemoryBytes = _guest?.MemoryBytes ?? 0;
        if (call.Outcome.Returned)
        {
            if (call.Fault is { } fault)
            {
                LogAnswer(_log, Id.Package, export, fault);
            }

            return true;
        }

        // Ended by us, not by a fault of its own: the server is going down.
        if (call.Outcome.Trap == WasmTrap.Interrupted && _isEnded)
        {
            return false;
        }

        Crash(call.Outcome, export, input);
        return false;
    }

    private void RefuseAsks(AskOutcome outcome, string why)
    {
        while (_asks.TryTake(out var ask))
        {
            ask.Done.TrySetResult(new GuestAnswer(outcome, default, why));
        }
    }

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "[{Plugin}] {Export}: {Fault}")]
    private static partial void LogAnswer(ILogger logger, string plugin, string export, string fault);

    private sealed record Ask(string Export, ReadOnlyMemory<byte> Request, AskShape Shape, CancellationToken Cancel)
    {
        public TaskCompletionSource<GuestAnswer> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
