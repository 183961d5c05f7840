using System.Net;

namespace SignalK.Server;

/// <summary>Where and within which limits the server answers. Sizes in bytes.</summary>
public sealed record ServerOptions
{
    /// <summary>At least one; port 0 means any free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Any, 3000)];

    /// <summary>Where HTTPS is answered, if there are <see cref="ServerServices.Certificates"/>; none: nowhere.</summary>
    public IReadOnlyList<IPEndPoint> SecureListen { get; init; } = [];

    /// <summary>The port of HTTPS as clients see it; null: the one that is listened on.</summary>
    public int? ExternalSecurePort { get; init; }

    /// <summary>Whether clients of HTTP are sent to HTTPS while its certificate is good.</summary>
    public bool RedirectsToSecure { get; init; }

    /// <summary>Of this program, as <c>/signalk</c> and the hello name it.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>E.g. <c>.NET 10.0.1</c>.</summary>
    public string Runtime { get; init; } = Environment.Version.ToString();

    /// <summary>Holds <c>node_modules/</c> with the web applications; null: there are none.</summary>
    public string? ConfigDirectory { get; init; }

    /// <summary>Folders of packages that came with the machine, one each: web applications among them.</summary>
    public IReadOnlyList<string> ShippedPackages { get; init; } = [];

    /// <summary>Whether strangers are kept out (<c>security.strategy</c> of the settings).</summary>
    public bool SecurityEnabled { get; init; }

    /// <summary>A request body may be this long: a PUT is some hundred bytes, a long route half a megabyte.</summary>
    public int MaxBodySize { get; init; } = 1024 * 1024;

    /// <summary>HTTP connections at a time, streams included; each costs some 20 KB.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>How long a client waits for the answer of a plugin: upstream gives handlers 10 s.</summary>
    public TimeSpan PluginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to send its headers.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop waits for requests under way.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
