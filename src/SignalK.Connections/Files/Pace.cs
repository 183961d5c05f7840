using SignalK.Connections.Recording;

namespace SignalK.Connections.Files;

/// <summary>When the lines of a recording were said, as pauses between them.</summary>
internal abstract class Pace(TimeSpan longest)
{
    /// <summary>What a file is, from its beginning.</summary>
    public static Pace Of(ReadOnlySpan<byte> beginning, double rate, TimeSpan longest)
    {
        var first = beginning;
        while (!first.IsEmpty && first[0] is (byte)'#' or (byte)'\r' or (byte)'\n')
        {
            first = first[(first.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : first.Length)..];
        }

        return RawLog.TryParse(first, out _, out _, out _)
            ? new RawLogPace(longest)
            : new SentencePace(TimeSpan.FromSeconds(1 / rate), longest, SentencePace.HasTimes(beginning));
    }

    /// <summary>The pause before a line, in the recording's own time.</summary>
    public abstract TimeSpan Before(ReadOnlySpan<byte> line);

    protected TimeSpan Cut(TimeSpan pause) => pause < TimeSpan.Zero ? TimeSpan.Zero : pause > longest ? longest : pause;
}

/// <summary>By the time of receipt that a raw log states.</summary>
internal sealed class RawLogPace(TimeSpan longest) : Pace(longest)
{
    private long _last = -1;

    public override TimeSpan Before(ReadOnlySpan<byte> line)
    {
        if (!RawLog.TryParse(line, out var milliseconds, out _, out _))
        {
            return TimeSpan.Zero;
        }

        var pause = _last < 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(milliseconds - _last);
        _last = milliseconds;
        return Cut(pause);
    }
}

/// <summary>
/// By the times in the sentences: those between two times come in one burst with the later, as receivers send them. Where no
/// time advances for long, at a stated rate.
/// </summary>
internal sealed class SentencePace(TimeSpan otherwise, TimeSpan longest, bool hasTimes) : Pace(longest)
{
    // A receiver with many satellites and an AIS receiver beside it says some hundred sentences a second.
    private const int MostWithoutTime = 500;
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_outOfOrder = TimeSpan.FromSeconds(30);

    private TimeSpan? _last;
    private int _since = hasTimes ? 0 : MostWithoutTime;

    public static bool HasTimes(ReadOnlySpan<byte> beginning)
    {
        TimeSpan? first = null;
        foreach (var range in beginning.Split((byte)'\n'))
        {
            if (SentenceTime.Of(beginning[range]) is { } time)
            {
                if (first is { } known && known != time)
                {
                    return true;
                }

                first = time;
            }
        }

        return false;
    }

    public override TimeSpan Before(ReadOnlySpan<byte> line)
    {
        var pause = TimeSpan.Zero;
        if (SentenceTime.Of(line) is { } time && time != _last)
        {
            pause = Advance(time);
        }

        if (pause > TimeSpan.Zero)
        {
            _since = 0;
            return Cut(pause);
        }

        return ++_since > MostWithoutTime ? otherwise : TimeSpan.Zero;
    }

    private TimeSpan Advance(TimeSpan time)
    {
        var step = time - (_last ?? time);
        if (step < -s_day / 2)
        {
            step += s_day;
        }

        // An earlier time shortly after a later one is a sentence that lagged; much earlier, another recording begins.
        if (step >= TimeSpan.Zero || step < -s_outOfOrder)
        {
            _last = time;
        }

        return step;
    }
}
