using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>The waits of one host call: each ends with the call's deadline or an interrupt.</summary>
internal readonly ref struct WasiWait(WasmHostCall host)
{
    // poll(2) cannot look at a token: this is how late it notices.
    const int SliceMs = 10;

    readonly WasmHostCall _host = host;

    public CancellationToken Cancellation => _host.Cancellation;

    /// <summary>0 when the descriptor is ready (or broken: the read or write that follows says how), else EINTR.</summary>
    public int UntilReady(int fd, short events)
    {
        PollFd poll = new() { Fd = fd, Events = events };
        if (Poll(new Span<PollFd>(ref poll), 0) != 0) return 0;
        var cancellation = Cancellation;
        while (!cancellation.IsCancellationRequested)
        {
            if (Poll(new Span<PollFd>(ref poll), SliceMs) != 0) return 0;
        }
        return Errno.Interrupted;
    }

    /// <summary>How many are ready; none when a signal came.</summary>
    public static unsafe int Poll(Span<PollFd> descriptors, int timeoutMs)
    {
        fixed (PollFd* fds = descriptors)
        {
            var ready = LibC.Poll(fds, (nuint)descriptors.Length, timeoutMs);
            // A failure other than a signal (no memory) counts as ready, so that nobody waits for ever.
            return ready >= 0 ? ready : LibC.Errno == Errno.Interrupted ? 0 : descriptors.Length;
        }
    }

    /// <summary>
    /// Until the clock has moved by <paramref name="delay"/>, the descriptors are ready or the call ends, whichever comes first;
    /// may return early.
    /// </summary>
    public void Sleep(TimeProvider time, TimeSpan delay, Span<PollFd> descriptors)
    {
        if (!descriptors.IsEmpty)
        {
            Poll(descriptors, (int)Math.Clamp(Math.Ceiling(delay.TotalMilliseconds), 0, SliceMs));
            return;
        }
        ManualResetEventSlim done = new();
        using var timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), done, delay, Timeout.InfiniteTimeSpan);
        try
        {
            done.Wait(Cancellation);
        }
        catch (OperationCanceledException)
        {
            // The caller looks at the token.
        }
    }
}
