using System.Net;
using System.Net.Sockets;
using SignalK.Core.Faults;
using SignalK.Server.Streams;

namespace SignalK.Appliance.Hosting;

/// <summary>Opens the port of the delta stream, and tries again while somebody else has it.</summary>
sealed partial class StreamListener(TcpStreamServer server, IReadOnlyList<IPEndPoint> endpoints, FaultBoard faults, TimeProvider time, ILogger logger)
{
    static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    /// <summary>Opens what can be opened now; the rest follows from a task that ends with the token.</summary>
    public void Start(CancellationToken stop)
    {
        var refused = endpoints.Where(endpoint => !TryListen(endpoint)).ToList();
        if (refused.Count > 0)
            _ = RetryAsync(refused, stop);
    }

    async Task RetryAsync(List<IPEndPoint> refused, CancellationToken stop)
    {
        while (refused.Count > 0)
        {
            await Task.Delay(s_retry, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            refused.RemoveAll(TryListen);
        }
    }

    bool TryListen(IPEndPoint endpoint)
    {
        var key = $"listener:{endpoint}/tcp";
        try
        {
            server.Listen(endpoint);
            faults.Clear(key);
            return true;
        }
        catch (SocketException e)
        {
            var reason = e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is in use by another program" : e.Message;
            faults.Raise(key, $"Signal K over TCP cannot listen on {endpoint}: {reason}; trying again");
            LogRefused(logger, endpoint, reason);
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Signal K over TCP cannot listen on {Endpoint}: {Reason}; trying again")]
    static partial void LogRefused(ILogger logger, IPEndPoint endpoint, string reason);
}
