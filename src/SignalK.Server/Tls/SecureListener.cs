using System.Net;
using Microsoft.Extensions.Logging;
using SignalK.Core.Faults;
using SignalK.Server.Http;

namespace SignalK.Server.Tls;

/// <summary>The ports of HTTPS. Where somebody else has them HTTP goes on, and they are tried again.</summary>
internal sealed partial class SecureListener(
    ServerOptions options, CertificateFiles certificates, DispatchApplication application, FaultBoard faults, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private const string Fault = "listener:https";
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = loggers.CreateLogger("SignalK.Server.Tls");
    private readonly CancellationTokenSource _stop = new();
    private KestrelFace? _kestrel;
    private Task _retrying = Task.CompletedTask;

    public IReadOnlyList<IPEndPoint> Addresses => _kestrel?.Addresses ?? [];

    public async Task StartAsync(CancellationToken cancel)
    {
        _ = certificates.RunAsync(_stop.Token);
        if (!await TryListenAsync(cancel).ConfigureAwait(false))
        {
            _retrying = RetryAsync();
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _retrying.ConfigureAwait(false);
        if (_kestrel is { } kestrel)
        {
            await kestrel.StopAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _kestrel?.Dispose();
        _stop.Dispose();
    }

    private async Task RetryAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(s_retry, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested || await TryListenAsync(_stop.Token).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> TryListenAsync(CancellationToken cancel)
    {
        var kestrel = new KestrelFace(options, options.SecureListen, new TlsLayer(certificates, options.HeadersTimeout, time), loggers);
        try
        {
            await kestrel.StartAsync(application, cancel).ConfigureAwait(false);
            _kestrel = kestrel;
            faults.Clear(Fault);
            return true;
        }
        catch (BindException e)
        {
            kestrel.Dispose();
            faults.Raise(Fault, $"{e.Message}; trying again");
            LogRefused(_log, e.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Reason}; trying again")]
    private static partial void LogRefused(ILogger logger, string reason);
}
