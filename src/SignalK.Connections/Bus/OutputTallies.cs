using SignalK.Connections.Supervision;

namespace SignalK.Connections.Bus;

/// <summary>Sums up what went out over all sessions of a connection; each session has an output of its own.</summary>
internal struct OutputTallies
{
    private OutputTally _before;
    private SentenceOutput? _current;

    public readonly OutputTally Total => _current is { } output ? _before + output.Tally : _before;

    public void Begin(SentenceOutput? output) => _current = output;

    public void End()
    {
        _before = Total;
        _current = null;
    }
}
