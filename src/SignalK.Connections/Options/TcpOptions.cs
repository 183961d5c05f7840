using System.Net;

namespace SignalK.Connections.Options;

/// <summary>A port that others connect to. Duplex: what one client writes is input, and goes to every other client.</summary>
public sealed record TcpServerOptions : ConnectionOptions
{
    public const int DefaultPort = 10110;

    /// <summary>Passes everything through unless told otherwise.</summary>
    public TcpServerOptions() => Output = new OutputOptions();

    public override string Type => "tcpserver";

    /// <summary>Addresses to listen on; empty: all.</summary>
    public ValueList<IPAddress> Listen { get; init; } = [];

    /// <summary>0: any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>False: what clients write is read and forgotten.</summary>
    public bool AcceptInput { get; init; } = true;

    /// <summary>A boat has a handful of plotters and tablets; each client may hold 64 KB of buffers.</summary>
    public int MaxClients { get; init; } = 64;

    public override IEnumerable<string> Validate() => base.Validate().Concat(ValidatePort(Port, anyAllowed: true));
}

/// <summary>What the other end of a connection that we open speaks.</summary>
public enum TcpProtocol
{
    Nmea0183,

    /// <summary>A gpsd, asked for the sentences that it reads (upstream's type <c>gpsd</c>; port 2947).</summary>
    Gpsd,

    /// <summary>The delta stream of a Signal K server (port 8375), asked for everything.</summary>
    SignalK,
}

/// <summary>A connection that we open to a multiplexer, a router or another server.</summary>
public sealed record TcpClientOptions : ConnectionOptions
{
    public override string Type => "tcp";

    public required string Host { get; init; }

    public required int Port { get; init; }

    public TcpProtocol Protocol { get; init; }

    /// <summary>A peer silent for so long is called again; zero: never. 60 s as upstream.</summary>
    public TimeSpan NoDataTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public override IEnumerable<string> Validate()
    {
        foreach (var error in base.Validate().Concat(ValidatePort(Port, anyAllowed: false)))
        {
            yield return error;
        }

        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "a host is missing";
        }

        if (Output is not null && Protocol != TcpProtocol.Nmea0183)
        {
            yield return "sentences can be sent only to a connection that speaks NMEA 0183";
        }
    }
}
