using System.Net;

namespace SignalK.Connections.Options;

/// <summary>
/// Datagrams in, out or both. In: to a port, with the broadcasts and multicast groups that reach it (a broadcast reaches only
/// a socket that listens on all addresses). Out: one sentence a datagram to <see cref="Host"/>.
/// </summary>
public sealed record UdpOptions : ConnectionOptions
{
    public override string Type => "udp";

    /// <summary>Port that is listened on; null: only output; 0: any free one.</summary>
    public int? Port { get; init; }

    public ValueList<IPAddress> Listen { get; init; } = [];

    /// <summary>Groups to join, IPv4 or IPv6.</summary>
    public ValueList<IPAddress> Groups { get; init; } = [];

    /// <summary>Where output goes: a host, a broadcast or a multicast address.</summary>
    public string? Host { get; init; }

    public int HostPort { get; init; } = TcpServerOptions.DefaultPort;

    /// <summary>Senders told apart at one time: each has a parser of its own; the longest silent gives way.</summary>
    public int MaxSenders { get; init; } = 64;

    public override IEnumerable<string> Validate()
    {
        foreach (var error in base.Validate())
        {
            yield return error;
        }

        if (Port is null && Host is null)
        {
            yield return "neither a port to listen on nor a host to send to";
        }

        if (Output is not null && Host is null)
        {
            yield return "an output needs a host to send to";
        }

        foreach (var error in Port is { } port ? ValidatePort(port, anyAllowed: true) : [])
        {
            yield return error;
        }

        foreach (var error in Host is null ? [] : ValidatePort(HostPort, anyAllowed: false))
        {
            yield return error;
        }
    }
}
