using Microsoft.Extensions.Logging;
using SignalK.Connections.Files;
using SignalK.Connections.Options;
using SignalK.Connections.Serial;
using SignalK.Connections.Supervision;
using SignalK.Connections.Tcp;
using SignalK.Connections.Udp;
using SignalK.Core;

namespace SignalK.Connections;

/// <summary>Runs the connections that the configuration asks for. A new configuration restarts only what it changes.</summary>
public sealed partial class ConnectionManager : IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly ConnectionServices _services;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly ILogger _log;
    private readonly ITimer _ticker;
    private Connection[] _running = [];
    private ConnectionStatus[] _refused = [];

    public ConnectionManager(ConnectionServices services)
    {
        _services = services;
        _log = services.Loggers.CreateLogger("SignalK.Connections");
        _ticker = services.Time.CreateTimer(static manager => ((ConnectionManager)manager!).Tick(), this, s_tick, s_tick);
    }

    /// <summary>
    /// Starts what is new, stops what is gone, restarts what changed and leaves the rest alone. Options that cannot be run are
    /// shown as failed connections; they keep nothing else from running.
    /// </summary>
    public async Task ApplyAsync(IEnumerable<ConnectionOptions> wanted)
    {
        await _applying.WaitAsync().ConfigureAwait(false);
        try
        {
            var (valid, refused) = Sort(wanted);
            var keep = _running.Where(c => valid.Contains(c.Options)).ToArray();
            var kept = keep.Select(static c => c.Options).ToHashSet();
            await Task.WhenAll(_running.Except(keep).Select(static c => c.DisposeAsync().AsTask())).ConfigureAwait(false);
            Connection[] started = [.. valid.Where(o => !kept.Contains(o)).Select(Create)];
            _refused = refused;
            _running = [.. keep, .. started];
            foreach (var connection in started)
            {
                connection.Start();
            }
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Every connection as it stands, those that could not be started included.</summary>
    public IReadOnlyList<ConnectionStatus> Status() => [.. _running.SelectMany(static c => c.AllStatus()), .. _refused];

    /// <summary>The link that an ingress belongs to, serial ports that were found included; null: none of ours.</summary>
    public ConnectionOptions? OptionsOf(Ingress ingress) =>
        _running.SelectMany(static c => c is AutoSerialConnection all ? all.Ports.Append(c) : [c]).FirstOrDefault(c => ReferenceEquals(c.Ingress, ingress))?.Options;

    /// <summary>The running connection of that id; null when there is none.</summary>
    public Connection? Find(string id) => Array.Find(_running, c => c.Options.Id == id);

    /// <summary>The connection that a serial port belongs to, open or not; null when it is nobody's.</summary>
    public string? UserOf(string device) => _running
        .SelectMany(static c => c is AutoSerialConnection auto ? auto.Ports : [c])
        .FirstOrDefault(c => c.Options is SerialOptions serial && PortUsers.RealPath(serial.Device) == PortUsers.RealPath(_services.Serial.Under(device)))
        ?.Options.Id;

    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync().ConfigureAwait(false);
        await ApplyAsync([]).ConfigureAwait(false);
        _applying.Dispose();
    }

    private static (List<ConnectionOptions> Valid, ConnectionStatus[] Refused) Sort(IEnumerable<ConnectionOptions> wanted)
    {
        var valid = new List<ConnectionOptions>();
        var refused = new List<ConnectionStatus>();
        foreach (var options in wanted.Where(static o => o.Enabled))
        {
            List<string> errors = [.. options.Validate()];
            if (valid.Exists(o => o.Id == options.Id))
            {
                errors.Add($"another connection has the id '{options.Id}'");
            }

            if (errors.Count == 0)
            {
                valid.Add(options);
                continue;
            }

            refused.Add(new ConnectionStatus
            {
                Id = options.Id,
                Type = options.Type,
                State = ConnectionState.Failed,
                Error = string.Join("; ", errors),
                Input = default,
            });
        }

        return (valid, [.. refused]);
    }

    private Connection Create(ConnectionOptions options) => options switch
    {
        TcpServerOptions o => new TcpServerConnection(o, _services),
        TcpClientOptions o => new TcpClientConnection(o, _services),
        UdpOptions o => new UdpConnection(o, _services),
        PlaybackOptions o => new PlaybackConnection(o, _services),
        SerialOptions o => new SerialConnection(o, _services),
        AutoSerialOptions o => new AutoSerialConnection(o, _services),
        _ => throw new ArgumentException($"no connection runs {options.GetType().Name}"),
    };

    [LoggerMessage(10, LogLevel.Error, "{Id}: unexpected fault of its watch")]
    private static partial void LogTickFault(ILogger logger, Exception fault, string id);

    private void Tick()
    {
        foreach (var connection in _running)
        {
            try
            {
                connection.Tick();
            }
            catch (Exception fault)
            {
                // On a timer's thread nobody else would catch it: it would end the process.
                LogTickFault(_log, fault, connection.Options.Id);
            }
        }
    }
}
