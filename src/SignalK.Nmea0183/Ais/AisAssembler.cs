using SignalK.Core.Model;

namespace SignalK.Nmea0183.Ais;

/// <summary>
/// Joins the parts of AIS messages. Receivers send the parts of one message in order, messages of both channels may
/// interleave. A part is only ever joined to the one before it: guessing would make ships that do not exist.
/// </summary>
sealed class AisAssembler(TimeProvider clock, Nmea0183Counters counters)
{
    public const int MaxParts = 9;

    // Ten message numbers on two channels, and as many again for a second receiver on the line.
    private const int Slots = 40;
    private const int MaxPayload = SixBits.MaxSextets;

    // Parts follow each other at once; message numbers come round again after seconds where traffic is dense.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(10);

    private readonly Slot?[] _slots = new Slot?[Slots];

    /// <summary>Takes a part; true with the last one, when <paramref name="message"/> is the whole payload.</summary>
    public bool TryComplete(
        Source source,
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> channel,
        int total,
        int number,
        ReadOnlySpan<byte> payload,
        out ReadOnlySpan<byte> message)
    {
        message = default;
        var key = new Key(source, id.IsEmpty ? (byte)0 : id[0], channel.IsEmpty ? (byte)0 : channel[0], total);
        var now = clock.GetTimestamp();
        var slot = number == 1 ? Begin(key, now) : Find(key, now);
        if (slot is null || slot.Parts != number - 1 || slot.Length + payload.Length > MaxPayload)
        {
            counters.OrphanedParts++;
            slot?.Free();
            return false;
        }

        payload.CopyTo(slot.Payload.AsSpan(slot.Length));
        slot.Length += payload.Length;
        slot.Parts = number;
        if (number < total)
        {
            return false;
        }

        message = slot.Payload.AsSpan(0, slot.Length);
        slot.Free();
        return true;
    }

    // A first part takes the place of an unfinished message under the same number, else a free place, else the oldest.
    private Slot Begin(Key key, long now)
    {
        var best = 0;
        for (var i = 0; i < _slots.Length; i++)
        {
            var slot = _slots[i];
            if (slot is { Parts: > 0 } && slot.Key.Matches(key))
            {
                best = i;
                break;
            }

            if (Rank(slot) < Rank(_slots[best]))
            {
                best = i;
            }
        }

        var chosen = _slots[best] ??= new Slot();
        counters.OrphanedParts += chosen.Parts;
        chosen.Start(key, now);
        return chosen;
    }

    private static long Rank(Slot? slot) => slot is { Parts: > 0 } ? slot.Since : slot is null ? -1 : -2;

    private Slot? Find(Key key, long now)
    {
        foreach (var slot in _slots)
        {
            if (slot is { Parts: > 0 } && slot.Key.Matches(key))
            {
                return clock.GetElapsedTime(slot.Since, now) <= s_maxAge ? slot : null;
            }
        }

        return null;
    }

    // Some receivers leave the channel out of all parts but the first.
    private readonly record struct Key(Source Source, byte Id, byte Channel, int Total)
    {
        public bool Matches(Key other) => ReferenceEquals(Source, other.Source) && Id == other.Id && Total == other.Total
            && (Channel == other.Channel || Channel == 0 || other.Channel == 0);
    }

    private sealed class Slot
    {
        public byte[] Payload { get; } = new byte[MaxPayload];

        public Key Key { get; private set; }

        public int Length { get; set; }

        /// <summary>Parts received; 0 when free.</summary>
        public int Parts { get; set; }

        public long Since { get; private set; }

        public void Start(Key key, long now) => (Key, Length, Parts, Since) = (key, 0, 0, now);

        public void Free() => Parts = 0;
    }
}
