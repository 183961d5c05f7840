using System.Net;
using SignalK.Appliance.Configuration;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;

namespace SignalK.Appliance.Hosting;

sealed partial class Appliance
{
    /// <summary>How long the start line waits for the connections' own ports; opening one takes a millisecond.</summary>
    static readonly TimeSpan s_opening = TimeSpan.FromMilliseconds(500);

    /// <summary>Tells tools on this machine that a server runs on the configuration directory, until it is disposed.</summary>
    public RunFile? HoldDirectory()
    {
        if (_server.Addresses is not [var address, ..])
            return null;
        var held = RunFile.TryHold(_configuration.Paths.Directory, $"http://{Endpoints.Host(address)}", out var reason);
        if (held is null)
            LogNotHeld(_log, _configuration.Paths.Directory, reason);
        return held;
    }

    /// <summary>One line that names every bound address, and what could not be bound.</summary>
    public async Task<string> StartLineAsync()
    {
        var deadline = _time.GetTimestamp();
        while (_connections.Status().Any(IsOpeningPort) && _time.GetElapsedTime(deadline) < s_opening)
            await Task.Delay(1);
        List<string> parts = [.. _server.Addresses.Select(address => $"http://{Endpoints.Host(address)}")];
        parts.AddRange(_server.SecureAddresses.Select(address => $"https://{Endpoints.Host(address)}"));
        parts.AddRange(StreamEndpoints.Select(address => $"signalk tcp://{address}"));
        parts.AddRange(Bound<TcpServerOptions>().Select(address => $"nmea0183 tcp://{address}"));
        parts.AddRange(Bound<UdpOptions>().Select(address => $"nmea0183 udp://{address}"));
        return $"signalk {Product.Version} listening: {string.Join(", ", parts)}";
    }

    bool IsOpeningPort(ConnectionStatus status) =>
        status.State == ConnectionState.Opening && status.Address is null && _connections.Find(status.Id)?.Options is TcpServerOptions or UdpOptions;

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "tools will not find this server by {Directory}: {Reason}")]
    static partial void LogNotHeld(ILogger logger, string directory, string? reason);
}
