using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Connections.Supervision;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Storage;
using SignalK.Core.Streams;
using SignalK.Plugins;
using SignalK.Server.Health;
using SignalK.Server.Machine;
using SignalK.Server.Security;
using SignalK.Server.Streams;
using SignalK.Server.Tls;

namespace SignalK.Server;

/// <summary>What the server shows and serves; made by the composition root.</summary>
public sealed record ServerServices
{
    public required Hub Hub { get; init; }

    public required RequestManager Requests { get; init; }

    public required PutHandlers PutHandlers { get; init; }

    public required FaultBoard Faults { get; init; }

    /// <summary>Users and keys; without a file nobody can log in.</summary>
    public SecurityStore Security { get; init; } = new(null);

    /// <summary>What HTTPS shows; null: there is none.</summary>
    public CertificateFiles? Certificates { get; init; }

    /// <summary>The links to the boat as they are.</summary>
    public Func<IReadOnlyList<ConnectionStatus>> Connections { get; init; } = static () => [];

    /// <summary>Null: there are none.</summary>
    public IPluginHost? Plugins { get; init; }

    /// <summary>Who provides resources, weather and radars.</summary>
    public ProviderRegistry Providers { get; init; } = new();

    public BinaryStreams BinaryStreams { get; init; } = new();

    /// <summary>Null: nothing is budgeted.</summary>
    public ByteBudget? Budget { get; init; }

    /// <summary>Port of the delta stream over TCP, while it runs.</summary>
    public Func<int?> TcpStreamPort { get; init; } = static () => null;

    public Func<EngineStatus> Engine { get; init; } = static () => EngineStatus.None;

    public Func<ClockStatus> Clock { get; init; } = MachineClock.Read;

    /// <summary>What may be done to the machine itself through this server.</summary>
    public MachineServices Machine { get; init; } = MachineServices.None;

    public StreamOptions Streams { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
