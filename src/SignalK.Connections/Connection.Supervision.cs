using System.Net.Sockets;
using SignalK.Connections.Supervision;

namespace SignalK.Connections;

public abstract partial class Connection
{
    private async Task SuperviseAsync()
    {
        var (first, longest) = RetryPauses;
        var backoff = new Backoff(first, longest, Services.Random);
        while (!_stop.IsCancellationRequested)
        {
            SetOpening();
            var framesBefore = Counters.Sentences;
            var (ended, fault) = await TrySessionAsync().ConfigureAwait(false);
            if (ended || _stop.IsCancellationRequested)
            {
                break;
            }

            // A session that carried sentences was a good one: what follows is a new fault.
            if (Counters.Sentences != framesBefore)
            {
                backoff.Reset();
            }

            var pause = backoff.Next();
            Set(fault is null or ConnectionException { IsAbsence: true } ? ConnectionState.Waiting : ConnectionState.Failed, Describe(fault), pause);
            Tell(fault, pause);
            await PauseAsync(pause).ConfigureAwait(false);
        }

        Set(ConnectionState.Stopped, null);
    }

    // Said once as long as it stays the same: a device that is away for a month must not fill the journal.
    private void Tell(Exception? fault, TimeSpan pause)
    {
        if (fault is not null && ShowsFault(fault))
        {
            Services.Faults?.Raise(FaultKey, Describe(fault)!);
        }

        var reason = Describe(fault) ?? "closed by the other end";
        if (reason != _told)
        {
            _told = reason;
            LogClosed(Log, Options.Id, reason, pause.TotalSeconds);
        }
    }

    private async Task<(bool Ended, Exception? Fault)> TrySessionAsync()
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Volatile.Write(ref _session, session);
        try
        {
            return (await RunAsync(session.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (session.IsCancellationRequested)
        {
            return (false, _stop.IsCancellationRequested ? null : new ConnectionException(Interlocked.Exchange(ref _closeReason, null) ?? "closed"));
        }
        catch (Exception fault) when (fault is ConnectionException or SocketException or IOException or UnauthorizedAccessException)
        {
            return (false, fault);
        }
        catch (Exception fault)
        {
            // A fault of ours must cost one connection one attempt, not the boat its server.
            LogUnexpected(Log, fault, Options.Id);
            return (false, fault);
        }
        finally
        {
            Volatile.Write(ref _session, null);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _wake, wake);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await Task.WhenAny(wake.Task, Task.Delay(pause, Time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    private static string? Describe(Exception? fault) => fault switch
    {
        null => null,
        SocketException socket => Describe(socket),
        _ => fault.Message,
    };

    private static string Describe(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AccessDenied => "permission denied: ports below 1024 need a privilege",
        SocketError.ConnectionRefused => "nothing listens there (connection refused)",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name of the host is not known",
        SocketError.TimedOut => "no answer",
        SocketError.AddressNotAvailable => "this machine does not have that address",
        _ => fault.Message,
    };
}
