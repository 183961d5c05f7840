using SignalK.Connections.Input;
using SignalK.Connections.Options;
using SignalK.Connections.Recording;
using SignalK.Connections.Supervision;

namespace SignalK.Connections.Files;

/// <summary>Plays a recording into the same input that a live stream uses.</summary>
internal sealed class PlaybackConnection(PlaybackOptions options, ConnectionServices services) : Connection(options, services)
{
    // Falling behind by more than this (a suspended laptop) is not made up for by a flood.
    private static readonly TimeSpan s_tooLate = TimeSpan.FromSeconds(5);
    private const int LinesBetweenBreaths = 1_000;

    internal override bool WatchesLiveness => false;

    private protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        do
        {
            using var file = Open();
            var pace = Pace.Of(file.Peek(), options.Rate, options.MaxPause);
            Opened($"{options.Path} {(pace is RawLogPace ? "(raw log)" : "(NMEA 0183)")}");
            await PlayAsync(file, pace, stop).ConfigureAwait(false);
        }
        while (options.Loop);
        return true;
    }

    private LineFile Open()
    {
        try
        {
            return new LineFile(options.Path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConnectionException($"no file {options.Path}", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new ConnectionException($"no permission to read {options.Path}", fault);
        }
    }

    private async Task PlayAsync(LineFile file, Pace pace, CancellationToken stop)
    {
        var clock = new RecordedClock(Time);
        var sentences = NewInput(this, clock);
        var deltas = new DeltaInput(this, Services);
        var start = Time.GetTimestamp();
        var due = TimeSpan.Zero;
        for (var lines = 0; file.TryRead(out var line); lines++)
        {
            due += pace.Before(line.Span) / options.Speed;
            var early = due - Time.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, Time, stop).ConfigureAwait(false);
            }
            else if (lines % LinesBetweenBreaths == 0)
            {
                stop.ThrowIfCancellationRequested();
                await Task.Yield();
                if (early < -s_tooLate && !double.IsInfinity(options.Speed))
                {
                    (start, due) = (Time.GetTimestamp(), TimeSpan.Zero);
                }
            }

            Play(line.Span, pace is RawLogPace, clock, sentences, deltas);
        }

        sentences.End();
    }

    private void Play(ReadOnlySpan<byte> line, bool isRawLog, RecordedClock clock, SentenceInput sentences, DeltaInput deltas)
    {
        if (line is [(byte)'#', ..])
        {
            return;
        }

        if (!isRawLog)
        {
            sentences.Feed(line);
        }
        else if (!RawLog.TryParse(line, out var milliseconds, out var discriminator, out var data))
        {
            Counters.Add(new InputTally { Bytes = line.Length, Malformed = 1 });
        }
        else
        {
            clock.Set(milliseconds);
            if (RawLog.IsNmea0183(discriminator))
            {
                sentences.Feed(data);
            }
            else if (discriminator == RawLog.SignalK)
            {
                deltas.Feed(data);
            }
            else
            {
                Counters.Add(new InputTally { Bytes = line.Length, Unknown = 1 });
            }
        }
    }
}
