using Microsoft.Extensions.Logging;
using SignalK.Connections.Bus;
using SignalK.Connections.Input;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.Core;
using SignalK.Core.Security;

namespace SignalK.Connections;

/// <summary>
/// A supervised link to the boat: opened, watched, and opened again for as long as it is wanted. A subclass says what opening
/// and running is; everything that can go wrong with it ends in a state, a text and another attempt.
/// </summary>
public abstract partial class Connection : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RateMeter _rate;
    private readonly Lock _gate = new();
    private Task _supervisor = Task.CompletedTask;
    private CancellationTokenSource? _session;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionState _state;
    private string? _address;
    private string? _error;
    private string? _told;
    private long _retryAt;

    private protected Connection(ConnectionOptions options, ConnectionServices services)
    {
        Options = options;
        Services = services;
        Log = services.Loggers.CreateLogger("SignalK.Connections." + options.Type);
        // Whoever can reach a port or a wire can say what the instruments say, and nothing more.
        Ingress = services.Hub.RegisterIngress(options.Id, new Principal(options.Id, Access.Write));
        Liveness = new Liveness(services.Time);
        _rate = new RateMeter(services.Time);
        _alarm = new SourceAlarm(services, options.Id);
    }

    public ConnectionOptions Options { get; }

    public ConnectionCounters Counters { get; } = new();

    internal Liveness Liveness { get; }

    internal Ingress Ingress { get; }

    private protected ConnectionServices Services { get; }

    private protected TimeProvider Time => Services.Time;

    private protected ILogger Log { get; }

    /// <summary>First and longest pause between two attempts.</summary>
    private protected virtual (TimeSpan First, TimeSpan Longest) RetryPauses => (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));

    /// <summary>Whether a fault is the operator's business.</summary>
    private protected virtual bool ShowsFault(Exception fault) => true;

    /// <summary>True when closing and opening again can bring a silent source back.</summary>
    private protected virtual bool ReopensWhenQuiet => false;

    /// <summary>A running medium that carries nothing for so long is opened again; zero: never.</summary>
    private protected virtual TimeSpan IdleTimeout => TimeSpan.Zero;

    public void Start()
    {
        SetOpening();
        _supervisor = Task.Run(SuperviseAsync);
    }

    /// <summary>Ends the pause before the next attempt.</summary>
    public void RetryNow() => Volatile.Read(ref _wake).TrySetResult();

    public virtual ConnectionStatus Status()
    {
        lock (_gate)
        {
            return new ConnectionStatus
            {
                Id = Options.Id,
                Type = Options.Type,
                State = _state,
                Address = _address,
                Error = _error,
                RetryIn = _state is ConnectionState.Waiting or ConnectionState.Failed && _retryAt != 0
                    ? Max(Time.GetElapsedTime(Time.GetTimestamp(), _retryAt), TimeSpan.Zero)
                    : null,
                Quiet = _alarm.IsRaised,
                Rate = _rate.Rate,
                LastFrameAge = Liveness.Age,
                Input = Counters.Input,
                Output = OutputTally,
                Opened = Counters.Opened,
                Refused = Counters.Refused,
            };
        }
    }

    /// <summary>Its own status, and those of the connections that it runs itself.</summary>
    internal virtual IEnumerable<ConnectionStatus> AllStatus() => [Status()];

    /// <summary>Stops within a second: every wait of a connection ends with its token.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _supervisor.WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStuck(Log, Options.Id);
        }

        _alarm.Clear("was stopped");
        Services.Faults?.Clear(FaultKey);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Opens the medium, calls <see cref="Opened"/>, and carries data until the medium ends or the token is cancelled. Returns
    /// true when there is nothing more to do (the end of a file).
    /// </summary>
    private protected abstract Task<bool> RunAsync(CancellationToken stop);

    private protected virtual OutputTally OutputTally => default;

    /// <summary>Says that the medium is open, and what it is.</summary>
    private protected void Opened(string address)
    {
        Counters.CountOpened();
        lock (_gate)
        {
            (_state, _address, _error, _told) = (ConnectionState.Running, address, null, null);
        }

        Services.Faults?.Clear(FaultKey);

        MarkOpened();
        LogOpened(Log, Options.Id, address);
    }

    /// <summary>Shows a fault, or a stage, that does not end the session; null takes it back.</summary>
    private protected void Report(string? error, string? address = null)
    {
        lock (_gate)
        {
            _error = error;
            _address = address ?? _address;
        }
    }

    internal SentenceInput NewInput(object origin, TimeProvider? recordedClock = null) => new(this, Services, origin, recordedClock);

    private string FaultKey => "connection:" + Options.Id;

    private void Set(ConnectionState state, string? error, TimeSpan retryIn = default)
    {
        lock (_gate)
        {
            (_state, _error) = (state, error);
            _retryAt = retryIn == default ? 0 : Time.GetTimestamp() + (long)(retryIn.TotalSeconds * Time.TimestampFrequency);
        }
    }

    // The last fault stays in sight while another attempt is under way.
    private void SetOpening()
    {
        lock (_gate)
        {
            _state = ConnectionState.Opening;
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
