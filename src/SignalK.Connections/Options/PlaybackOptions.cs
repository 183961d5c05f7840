namespace SignalK.Connections.Options;

/// <summary>
/// A recording as input: a raw log (<c>milliseconds;N;sentence</c>) at its recorded pace, other files by the times in their own
/// sentences, and what holds no times at <see cref="Rate"/>.
/// </summary>
public sealed record PlaybackOptions : ConnectionOptions
{
    public override string Type => "file";

    public required string Path { get; init; }

    /// <summary>Times the recorded pace; infinite: as fast as it can be read.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Sentences a second where the file has no times.</summary>
    public double Rate { get; init; } = 20;

    /// <summary>Starts again at the end.</summary>
    public bool Loop { get; init; }

    /// <summary>Pauses longer than this are cut to it: nobody waits a night in harbour for the next line.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromMinutes(1);

    public override IEnumerable<string> Validate()
    {
        foreach (var error in base.Validate())
        {
            yield return error;
        }

        if (!(Speed > 0))
        {
            yield return $"speed {Speed} must be above 0";
        }

        if (!(Rate > 0) || double.IsInfinity(Rate))
        {
            yield return $"rate {Rate} must be a number of sentences a second";
        }

        if (string.IsNullOrWhiteSpace(Path))
        {
            yield return "a file name is missing";
        }
    }
}
