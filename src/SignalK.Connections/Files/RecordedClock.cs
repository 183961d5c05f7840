namespace SignalK.Connections.Files;

/// <summary>The clock of a recording: stands at the time of receipt of the line being played.</summary>
internal sealed class RecordedClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset? _now;

    public override DateTimeOffset GetUtcNow() => _now ?? real.GetUtcNow();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override long GetTimestamp() => real.GetTimestamp();

    public void Set(long milliseconds) => _now = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
