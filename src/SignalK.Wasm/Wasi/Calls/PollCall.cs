using System.Buffers.Binary;
using SignalK.Wasm.Wasi.Linux;

namespace SignalK.Wasm.Wasi;

/// <summary>poll_oneoff: waits for the first of some clocks and descriptors.</summary>
internal static class PollCall
{
    const uint MaxSubscriptions = 1024;
    const int EventBytes = 32;

    // The wall clock may be set while somebody waits for a time of day.
    static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    public static WasiErrno Poll(in WasiCall call)
    {
        var count = call.U32(2);
        if (count is 0 or > MaxSubscriptions) return WasiErrno.Invalid;
        var size = call.Unstable ? 56u : 48u;
        if (!call.TrySlice(call.U32(0), count, size, out var input)
            || !call.TrySlice(call.U32(1), count, EventBytes, out var output)
            || !call.TrySlice(call.U32(3), 4, out var result)) return WasiErrno.Fault;
        var subscriptions = new PollSubscription[count];
        for (var i = 0; i < count; i++)
        {
            if (!PollSubscription.TryRead(call, input.Slice(i * (int)size, (int)size), out subscriptions[i])) return WasiErrno.Invalid;
        }
        var events = Wait(call, subscriptions);
        if (events == 0) return WasiErrno.Interrupted;
        WasiCall.WriteU32(result, events);
        foreach (ref readonly var subscription in subscriptions.AsSpan())
        {
            if (!subscription.Done) continue;
            subscription.Write(output);
            output = output[EventBytes..];
        }
        return WasiErrno.Success;
    }

    /// <summary>How many are done; none when the call is to end.</summary>
    static uint Wait(in WasiCall call, PollSubscription[] subscriptions)
    {
        var wait = call.Wait;
        var clock = call.Context.Clock;
        var descriptors = Array.FindAll(subscriptions, subscription => subscription.Descriptor >= 0)
            .Select(subscription => subscription.ToPollFd()).ToArray();
        CancellationToken cancellation = default;
        while (true)
        {
            if (descriptors.Length > 0) WasiWait.Poll(descriptors, 0);
            var events = 0u;
            var polled = 0;
            var delay = s_longestWait;
            foreach (ref var subscription in subscriptions.AsSpan())
            {
                if (subscription.Descriptor >= 0) subscription.Look(descriptors[polled++]);
                else if (subscription.IsClock) subscription.Look(clock, ref delay);
                if (subscription.Done) events++;
            }
            if (events > 0) return events;
            if (!cancellation.CanBeCanceled) cancellation = wait.Cancellation;
            if (cancellation.IsCancellationRequested) return 0;
            wait.Sleep(clock.Time, delay, descriptors);
        }
    }
}

/// <summary>One subscription and, once it is done, its event.</summary>
internal struct PollSubscription
{
    ulong _userdata;
    WasiEventtype _type;
    WasiErrno _error;
    uint _clock;
    ulong _due;
    ulong _bytes;
    bool _hangup;

    public bool Done { get; private set; }

    /// <summary>What poll(2) waits for, or -1.</summary>
    public int Descriptor { get; private set; }

    public readonly bool IsClock => _type == WasiEventtype.Clock;

    /// <summary>False for a type that does not exist. What is wrong otherwise becomes an event with an error.</summary>
    public static bool TryRead(in WasiCall call, ReadOnlySpan<byte> bytes, out PollSubscription subscription)
    {
        subscription = new PollSubscription
        {
            _userdata = BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _type = (WasiEventtype)bytes[8],
            Descriptor = -1,
        };
        if (bytes[8] > (byte)WasiEventtype.FdWrite) return false;
        // Snapshot 0 has an identifier before the clock.
        if (subscription.IsClock) subscription.ReadClock(call.Context.Clock, bytes[(call.Unstable ? 24 : 16)..]);
        else subscription.ReadDescriptor(call.Context, BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]));
        return true;
    }

    void ReadClock(WasiClocks clocks, ReadOnlySpan<byte> bytes)
    {
        _clock = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var timeout = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[24..]);
        if (!clocks.TryGet(_clock, out var now) || flags > 1) Finish(WasiErrno.Invalid);
        else _due = (flags & 1) != 0 ? timeout : now > ulong.MaxValue - timeout ? ulong.MaxValue : now + timeout;
    }

    void ReadDescriptor(WasiContext context, uint fd)
    {
        if (context.Descriptors[fd] is not { } descriptor) Finish(WasiErrno.BadDescriptor);
        else if ((descriptor.Rights & WasiRights.PollFdReadwrite) == 0) Finish(WasiErrno.NotCapable);
        else if (descriptor.PollDescriptor >= 0) Descriptor = descriptor.PollDescriptor;
        else
        {
            _bytes = descriptor is FileDescriptor file && _type == WasiEventtype.FdRead ? file.BytesAhead : 0;
            Finish(WasiErrno.Success);
        }
    }

    public readonly PollFd ToPollFd() =>
        new() { Fd = Descriptor, Events = _type == WasiEventtype.FdRead ? PollEvents.In : PollEvents.Out };

    public void Look(in PollFd poll)
    {
        if (Done || poll.Revents == 0) return;
        _hangup = (poll.Revents & PollEvents.Hangup) != 0;
        _bytes = _type == WasiEventtype.FdRead ? LibC.BytesReadable(Descriptor) : 0;
        Finish((poll.Revents & PollEvents.Invalid) != 0 ? WasiErrno.BadDescriptor : WasiErrno.Success);
    }

    /// <summary>Done, or <paramref name="delay"/> is no longer than what is left.</summary>
    public void Look(WasiClocks clocks, ref TimeSpan delay)
    {
        if (Done) return;
        clocks.TryGet(_clock, out var now);
        if (now >= _due)
        {
            Finish(WasiErrno.Success);
            return;
        }
        var left = _due - now;
        if (left < (ulong)delay.Ticks * TimeSpan.NanosecondsPerTick)
            delay = TimeSpan.FromTicks((long)(left + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick);
    }

    public readonly void Write(Span<byte> destination)
    {
        destination[..32].Clear();
        WasiCall.WriteU64(destination, _userdata);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], (ushort)_error);
        destination[10] = (byte)_type;
        WasiCall.WriteU64(destination[16..], _bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[24..], (ushort)(_hangup ? 1 : 0));
    }

    void Finish(WasiErrno error)
    {
        _error = error;
        Done = true;
    }
}
