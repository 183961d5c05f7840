namespace SignalK.Plugins.Supervision;

/// <summary>
/// Decides what follows a crash from the crashes before it, however well the plugin started in between: a plugin that crashes
/// an hour after each start is tried again, one that crashes at once is not tried for ever.
/// </summary>
public sealed class CrashWindow(TimeProvider time)
{
    /// <summary>This many crashes within <see cref="Window"/> are one too many.</summary>
    public const int Limit = 3;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Crashes within it are no accident, though rare.</summary>
    public static readonly TimeSpan LongWindow = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan SecondDelay = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan RareDelay = TimeSpan.FromSeconds(4);

    // Monotonic: a clock that is set by GPS must neither forgive nor condemn.
    private readonly Queue<long> _crashes = [];

    /// <summary>Takes a crash that happened now.</summary>
    /// <returns>How long to wait before the next start; null: do not start again.</returns>
    public TimeSpan? Record()
    {
        var now = time.GetTimestamp();
        while (_crashes.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= LongWindow)
        {
            _crashes.Dequeue();
        }

        var recent = _crashes.Count(crash => time.GetElapsedTime(crash, now) < Window);
        var all = _crashes.Count;
        _crashes.Enqueue(now);
        return recent >= Limit - 1 ? null
            : all >= Limit - 1 ? RareDelay
            : recent == 1 ? SecondDelay
            : FirstDelay;
    }

    /// <summary>Another version, or the owner's word: the past counts no longer.</summary>
    public void Forget() => _crashes.Clear();
}
