using Microsoft.Extensions.Logging;
using SignalK.Connections.Bus;
using SignalK.Connections.Recording;
using SignalK.Connections.Serial;
using SignalK.Core;
using SignalK.Core.Faults;

namespace SignalK.Connections;

/// <summary>What all connections share.</summary>
public sealed record ConnectionServices
{
    public required Hub Hub { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether this machine's clock is right: only then does it date what a receiver says, and correct a week rollover.</summary>
    public Func<bool> ClockTrusted { get; init; } = static () => true;

    public SentenceBus Bus { get; init; } = new();

    /// <summary>Takes what connections with <c>Record</c> receive; null: nothing is recorded.</summary>
    public Recorder? Recorder { get; init; }

    /// <summary>Shown to the operator; null: nobody looks.</summary>
    public FaultBoard? Faults { get; init; }

    /// <summary>Where devices are looked for.</summary>
    public SerialHost Serial { get; init; } = SerialHost.Machine;

    /// <summary>Spreads reconnections.</summary>
    public Random Random { get; init; } = Random.Shared;
}
