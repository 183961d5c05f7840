using System.Buffers;
using SignalK.Core.Fanout;

namespace SignalK.Server.Streams;

internal sealed partial class StreamSession
{
    /// <summary>Writes what waits, as long as the line takes it at once.</summary>
    /// <returns>Whether anything was written.</returns>
    public bool Pump()
    {
        var any = false;
        while (!_closed.IsCancellationRequested && Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
        {
            var data = Next(out var source);
            if (data.IsEmpty)
            {
                Volatile.Write(ref _writing, 0);
                if (source is { IsOverrun: true })
                {
                    BeginCatchUp(source);
                }

                return any;
            }

            any = true;
            Volatile.Write(ref _writingSince, _host.Hub.Time.GetTimestamp());
            var write = WriteAsync(data);
            source?.Advance(data.Length);
            if (!write.IsCompletedSuccessfully)
            {
                _ = FinishAsync(write);
                return any;
            }

            write.GetAwaiter().GetResult();
            Volatile.Write(ref _writing, 0);
        }

        return any;
    }

    /// <summary>How long the present write has been waiting; zero when none does.</summary>
    public TimeSpan Stuck => Volatile.Read(ref _writing) == 0 ? TimeSpan.Zero : _host.Hub.Time.GetElapsedTime(Volatile.Read(ref _writingSince));

    /// <summary>How long nothing has come from the client.</summary>
    public TimeSpan Silent => _host.Hub.Time.GetElapsedTime(Volatile.Read(ref _heardAt));

    private ReadOnlyMemory<byte> Next(out FeedReader? source)
    {
        source = null;

        // Whoever holds the gate wakes the pump when done: one client that subscribes must not hold up the others.
        if (!_gate.TryEnter())
        {
            return default;
        }

        try
        {
            // What an older subscription still holds is older than anything queued since.
            while (_retired.TryPeek(out var retired))
            {
                var rest = retired.Peek();
                if (!rest.IsEmpty)
                {
                    source = retired;
                    return rest;
                }

                _retired.Dequeue();
            }

            if (_private.TryDequeue(out var own))
            {
                _privateBytes -= own.Length;
                return own;
            }

            source = _reader;
            return source is null ? default : source.Peek();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> data)
    {
        Volatile.Write(ref _bytesOut, _bytesOut + data.Length);
        try
        {
            return _transport.WriteAsync(data, _closed.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            Close();
            return ValueTask.CompletedTask;
        }
    }

    private async Task FinishAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            Close();
        }

        Volatile.Write(ref _writing, 0);
        _host.Pump.Wake();
    }

    // Reading the model takes milliseconds when it is large: not on the thread that serves everybody.
    private void BeginCatchUp(FeedReader reader)
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) != 0)
        {
            return;
        }

        Volatile.Write(ref _writingSince, _host.Hub.Time.GetTimestamp());
        Conflated++;
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                var (session, reader) = state;
                var missed = new ArrayBufferWriter<byte>(16 * 1024);
                reader.CatchUp(missed);
                session.Enqueue(missed.WrittenMemory);
                Volatile.Write(ref session._writing, 0);
                session._host.Pump.Wake();
            },
            (this, reader),
            preferLocal: false);
    }
}
