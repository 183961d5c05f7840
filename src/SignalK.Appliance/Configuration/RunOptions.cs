using System.Net;
using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

/// <summary>What <c>signalk run</c> was asked for.</summary>
sealed record RunOptions
{
    public string? ConfigDirectory { get; init; }

    public int? HttpPort { get; init; }

    public int? HttpsPort { get; init; }

    public ValueList<IPAddress> Listen { get; init; } = [];

    /// <summary>Whether the boat is a simulated one: its own connections stay closed.</summary>
    public bool Demo { get; init; }

    /// <summary>A recording in place of the demo's cruise.</summary>
    public string? DemoFile { get; init; }

    public double Speed { get; init; } = 1;

    public ConfigPaths Paths => ConfigPaths.Resolve(ConfigDirectory, Environment.GetEnvironmentVariable);

    /// <summary>The command line over the environment.</summary>
    public Overrides GetOverrides(FaultList faults)
    {
        var environment = Overrides.FromEnvironment(Environment.GetEnvironmentVariable, faults);
        return environment with { HttpPort = HttpPort ?? environment.HttpPort, HttpsPort = HttpsPort ?? environment.HttpsPort, Listen = Listen };
    }
}
