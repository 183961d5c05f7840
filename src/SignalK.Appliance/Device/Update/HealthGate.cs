namespace SignalK.Appliance.Device.Update;

/// <summary>
/// Decides whether a new version is kept: for as long as it is asked to prove itself the server answers without starting
/// anew, every input that was open before could be opened, and every one that had data in the hour before has data.
/// </summary>
sealed class HealthGate(Func<CancellationToken, Task<ServerHealth?>> ask, TimeProvider time)
{
    public static readonly TimeSpan DefaultTrial = TimeSpan.FromMinutes(3);

    static readonly TimeSpan s_poll = TimeSpan.FromSeconds(2);

    // A start takes a second; on a slow card with an unclean shutdown perhaps thirty.
    static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    // A busy machine may miss one answer, not many.
    const int MostMissed = 5;

    readonly HashSet<string> _opened = [];
    readonly HashSet<string> _talked = [];

    /// <returns>Null when it proved itself; else why not.</returns>
    public async Task<string?> TryAsync(InputsBefore before, TimeSpan trial, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        long uptime = -1;
        var missed = 0;
        while (time.GetElapsedTime(start) < trial)
        {
            if (await ask(cancel).ConfigureAwait(false) is { } health)
            {
                if (health.UptimeSeconds < uptime)
                    return "the server started anew by itself";
                (uptime, missed) = (health.UptimeSeconds, 0);
                Note(health);
            }
            else if (uptime >= 0 ? ++missed > MostMissed : time.GetElapsedTime(start) >= (trial < s_start ? trial : s_start))
            {
                return uptime < 0 ? "the server did not answer" : "the server stopped answering";
            }
            await Task.Delay(s_poll, time, cancel).ConfigureAwait(false);
        }
        if (uptime < 0)
            return "the server did not answer";
        if (before.Open.Where(id => !_opened.Contains(id)).ToList() is { Count: > 0 } closed)
            return $"{string.Join(", ", closed)} could not be opened";
        if (before.Talking.Where(id => !_talked.Contains(id)).ToList() is { Count: > 0 } silent)
            return $"nothing came from {string.Join(", ", silent)}, which had data before";
        return null;
    }

    void Note(ServerHealth health)
    {
        foreach (var input in health.Inputs)
        {
            if (input.IsOpen)
                _opened.Add(input.Id);
            if (input.LastFrameAge is not null)
                _talked.Add(input.Id);
        }
    }
}
