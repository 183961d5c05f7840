using Microsoft.Extensions.Time.Testing;
using SignalK.Wasm.Wasi;

namespace SignalK.Wasm.Tests.Wasi;

public sealed class PollTests : IDisposable
{
    const uint Subscriptions = 2048, Events = 8192;

    readonly FakeTimeProvider _time = new();
    readonly TempFolder _folder = new();
    readonly Guest _guest;

    public PollTests() => _guest = new Guest(new WasiOptions { Time = _time, Preopens = [new WasiPreopen(_folder.Path, "/")] });

    [Fact]
    public void Poll_NoSubscriptionsOrTooMany_IsInvalid()
    {
        Assert.Equal(WasiErrno.Invalid, Poll(0));
        Assert.Equal(WasiErrno.Invalid, Poll(1025));
    }

    [Fact]
    public async Task Poll_TwoClocks_EndsWithTheNearer()
    {
        Clock(0, userdata: 11, nanoseconds: 10_000_000_000_000_000);
        Clock(1, userdata: 22, nanoseconds: 1_000_000_000);
        var polling = Task.Run(() => Poll(2));
        await AdvanceUntil(polling, TimeSpan.FromMilliseconds(100));
        Assert.Equal(WasiErrno.Success, await polling);
        Assert.Equal((1u, 22ul, (ushort)0, (byte)0), (_guest.U32(Guest.Result), Userdata(0), Error(0), Type(0)));
    }

    [Fact]
    public async Task Poll_TimeOfDay_EndsWhenTheWallClockGetsThere()
    {
        var due = (ulong)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 + 5_000_000_000;
        Clock(0, userdata: 1, due, clock: 0, absolute: true);
        var polling = Task.Run(() => Poll(1));
        await AdvanceUntil(polling, TimeSpan.FromMilliseconds(500));
        Assert.Equal(WasiErrno.Success, await polling);
        Assert.True(_time.GetUtcNow() >= DateTimeOffset.UnixEpoch.AddTicks((long)due / 100));
    }

    [Fact]
    public void Poll_ClockAlreadyPast_ReturnsAtOnce()
    {
        Clock(0, userdata: 1, 0);
        Assert.Equal(WasiErrno.Success, Poll(1));
    }

    [Fact]
    public void Poll_FilesAndStreams_AreReadyAndCountWhatIsLeft()
    {
        File.WriteAllText(_folder["f"], "12345");
        _guest.Open("f", out var fd);
        Descriptor(0, 1, fd, write: false);
        Descriptor(1, 2, 1, write: true);
        Clock(2, userdata: 3, 1_000_000_000_000);
        Assert.Equal(WasiErrno.Success, Poll(3));
        Assert.Equal(2u, _guest.U32(Guest.Result));
        Assert.Equal((1ul, (byte)1, 5ul), (Userdata(0), Type(0), _guest.U64(Events + 16)));
        Assert.Equal((2ul, (byte)2), (Userdata(1), Type(1)));
    }

    [Fact]
    public void Poll_BadDescriptorOrClock_IsAnEventWithAnError()
    {
        Descriptor(0, 1, 99, write: false);
        Clock(1, userdata: 2, 1_000_000_000, clock: 77);
        Assert.Equal(WasiErrno.Success, Poll(2));
        Assert.Equal(((ushort)WasiErrno.BadDescriptor, (ushort)WasiErrno.Invalid), (Error(0), Error(1)));
    }

    [Fact]
    public void Poll_InterruptedCall_EndsAtOnce()
    {
        using CancellationTokenSource interrupt = new(TimeSpan.FromMilliseconds(20));
        _guest.Cancellation = interrupt.Token;
        Clock(0, userdata: 1, ulong.MaxValue);
        Assert.Equal(WasiErrno.Interrupted, Poll(1));
    }

    WasiErrno Poll(uint count) => _guest.Call("poll_oneoff", Subscriptions, Events, count, Guest.Result);

    void Clock(uint index, ulong userdata, ulong nanoseconds, uint clock = 1, bool absolute = false)
    {
        var at = Begin(index, userdata, 0);
        _guest.Put(at + 16, clock);
        _guest.Put(at + 24, nanoseconds);
        _guest.Memory[at + 40] = (byte)(absolute ? 1 : 0);
    }

    void Descriptor(uint index, ulong userdata, uint fd, bool write) => _guest.Put(Begin(index, userdata, (byte)(write ? 2 : 1)) + 16, fd);

    uint Begin(uint index, ulong userdata, byte type)
    {
        var at = Subscriptions + index * 48;
        _guest.Memory.AsSpan((int)at, 48).Clear();
        _guest.Put(at, userdata);
        _guest.Memory[at + 8] = type;
        return at;
    }

    ulong Userdata(uint index) => _guest.U64(Events + index * 32);

    ushort Error(uint index) => _guest.U16(Events + index * 32 + 8);

    byte Type(uint index) => _guest.Memory[Events + index * 32 + 10];

    async Task AdvanceUntil(Task polling, TimeSpan step)
    {
        while (!polling.IsCompleted)
        {
            _time.Advance(step);
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _guest.Dispose();
        _folder.Dispose();
    }
}
