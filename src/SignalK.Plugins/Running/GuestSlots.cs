namespace SignalK.Plugins.Running;

/// <summary>
/// How many guests may run at once: one fewer than the machine has cores, so that however busy plugins are, a core is left for
/// the boat's data; on a single core one. Of those who wait, the one that ran least of late is next: a plugin that uses up all of
/// its time waits behind those that need a moment, and never they behind all of its like.
/// </summary>
/// <remarks>
/// Starts go one after the other, as they may take seconds: through a slot where there are several, and where there is one
/// through another beside it, or a start that never ends would be the end of all other plugins meanwhile.
/// </remarks>
internal sealed class GuestSlots
{
    // Memory of who ran: a minute's glutton is as good as any after a few.
    private static readonly TimeSpan s_halfLife = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Lane _calls;
    private readonly Lane _starts;

    public GuestSlots(TimeProvider time)
        : this(Math.Max(1, Environment.ProcessorCount - 1), time)
    {
    }

    public GuestSlots(int count, TimeProvider time)
    {
        _time = time;
        Count = count;
        _calls = new Lane(count > 1 ? count - 1 : 1);
        _starts = new Lane(1);
    }

    public int Count { get; }

    /// <summary>Plugins that have to wait now.</summary>
    internal int Waiting => _calls.Waiting + _starts.Waiting;

    /// <summary>One plugin's part in it.</summary>
    public Share NewShare() => new(this);

    /// <summary>Guests that run in one sort of slots, and those that wait for them.</summary>
    private sealed class Lane(int free)
    {
        private readonly Lock _gate = new();
        private readonly List<Share> _waiting = [];
        private int _free = free;
        private int _waitingCount;

        public int Waiting => Volatile.Read(ref _waitingCount);

        public void Enter(Share share)
        {
            lock (_gate)
            {
                // Free ones are never waited for.
                if (_free > 0)
                {
                    _free--;
                    return;
                }

                _waiting.Add(share);
                Volatile.Write(ref _waitingCount, _waiting.Count);
            }

            share.Turn.Wait();
        }

        public void Leave(long now)
        {
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _free++;
                    return;
                }

                var next = _waiting.MinBy(share => share.UsedAt(now))!;
                _waiting.Remove(next);
                Volatile.Write(ref _waitingCount, _waiting.Count);
                next.Turn.Release();
            }
        }
    }

    /// <summary>A plugin's place among the others. For its thread.</summary>
    internal sealed class Share(GuestSlots slots) : IDisposable
    {
        // A turn of a few calls is over after so long when others wait.
        private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(10);

        private Lane _lane = slots._calls;
        private long _enteredAt;
        private long _chargedAt;
        private double _used;

        internal SemaphoreSlim Turn { get; } = new(0);

        /// <summary>It has had its turn, and somebody waits.</summary>
        public bool IsDue => _lane.Waiting > 0 && slots._time.GetElapsedTime(_enteredAt) >= s_turn;

        /// <summary>Waits for its turn, which lasts until the result is disposed of.</summary>
        public Turning Enter() => Enter(slots._calls);

        public Turning EnterToStart() => Enter(slots._starts);

        /// <summary>Back to where it was before <see cref="Leave"/>.</summary>
        public void EnterAgain() => Enter(_lane);

        public void Leave()
        {
            var now = slots._time.GetTimestamp();
            _used = UsedAt(now) + slots._time.GetElapsedTime(_enteredAt, now).TotalSeconds;
            Volatile.Write(ref _chargedAt, now);
            _lane.Leave(now);
        }

        public void Dispose() => Turn.Dispose();

        /// <summary>Seconds that it ran, those of late counting most.</summary>
        internal double UsedAt(long now) => _used * Math.Pow(0.5, slots._time.GetElapsedTime(_chargedAt, now) / s_halfLife);

        private Turning Enter(Lane lane)
        {
            _lane = lane;
            lane.Enter(this);
            _enteredAt = slots._time.GetTimestamp();
            return new Turning(this);
        }

        /// <summary>A turn under way.</summary>
        internal readonly struct Turning(Share share) : IDisposable
        {
            public void Dispose() => share.Leave();
        }
    }
}
