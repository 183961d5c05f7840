using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SignalK.Appliance.Demo;

/// <summary>Plays the boat: writes the cruise into the appliance's own NMEA 0183 port, as a multiplexer on board would.</summary>
/// <param name="port">The port once it is open; null while it is not.</param>
/// <param name="speed">Seconds of the cruise in one of the clock's.</param>
sealed partial class DemoFeeder(Func<IPEndPoint?> port, double speed, TimeProvider time, ILogger logger)
{
    static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var cruise = new DemoCruise(time.GetUtcNow().UtcDateTime);
        long next = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (port() is { } endpoint)
                {
                    using var client = new TcpClient(endpoint.AddressFamily);
                    await client.ConnectAsync(Reachable(endpoint), stop);
                    client.NoDelay = true;
                    await FeedAsync(client.GetStream(), stop);
                }
                else
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), time, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                LogLost(logger, e.Message);
                await Task.Delay(s_retry, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        async Task FeedAsync(NetworkStream stream, CancellationToken cancel)
        {
            // What other clients write comes back on this connection: nobody reads it, so it must not fill up.
            var drain = stream.CopyToAsync(Stream.Null, cancel);
            while (!drain.IsCompleted)
            {
                var lines = string.Concat(cruise.At(next).Select(line => line + "\r\n"));
                await stream.WriteAsync(Encoding.ASCII.GetBytes(lines), cancel);
                next++;
                var now = time.GetElapsedTime(started).TotalSeconds * speed;
                // After a pause the cruise goes on at its present place; it does not rush through what was missed.
                next = Math.Max(next, (long)now);
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, (next - now) / speed)), time, cancel);
            }
        }
    }

    /// <summary>Where a listener on every address is to be reached from here.</summary>
    static IPEndPoint Reachable(IPEndPoint endpoint) =>
        endpoint.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, endpoint.Port)
        : endpoint.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, endpoint.Port)
        : endpoint;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The demo cannot reach the NMEA 0183 port, trying again: {Reason}")]
    static partial void LogLost(ILogger logger, string reason);
}
