using SignalK.Plugins.Abi;

namespace SignalK.Plugins.Running;

/// <summary>
/// While a guest waits for an answer from afar, others may run; and when its owner wants something of it, the waiting ends: to
/// stop a plugin takes no longer because its server does not answer.
/// </summary>
internal sealed class YieldingFetch(IGuestFetch inner, GuestSlots.Share slot) : IGuestFetch
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private bool _isWanted;

    public void Want(bool isWanted)
    {
        lock (_gate)
        {
            _isWanted = isWanted;
            if (isWanted)
            {
                _running?.Cancel();
            }
        }
    }

    public FetchReply Send(FetchRequest request, CancellationToken cancel)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        lock (_gate)
        {
            if (_isWanted)
            {
                return FetchReply.Failed("the plugin is about to be changed");
            }

            _running = running;
        }

        slot.Leave();
        try
        {
            return inner.Send(request, running.Token);
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }

            slot.EnterAgain();
        }
    }
}
