using System.Net;
using SignalK.Connections.Options;
using SignalK.Plugins.Settings;
using SignalK.Wasm;

namespace SignalK.Appliance.Configuration;

/// <summary>What settings.json says, as far as we know it. Immutable; equal settings need no restart of anything.</summary>
sealed record Settings
{
    public static Settings Default { get; } = new();

    /// <summary>How long a better source must come steadily before it is trusted again: an aerial with a loose plug does not flap.</summary>
    public static TimeSpan PriorityHoldDown { get; } = TimeSpan.FromSeconds(10);

    /// <summary>HTTP and WebSocket; 0 is any free port.</summary>
    public int HttpPort { get; init; } = 3000;

    /// <summary>HTTPS and secure WebSocket; null when switched off (upstream's <c>ssl</c>).</summary>
    public int? HttpsPort { get; init; }

    /// <summary>HTTPS as clients see it, behind something that maps ports; null: as it is.</summary>
    public int? ExternalHttpsPort { get; init; }

    /// <summary>Whether HTTP sends its clients to HTTPS: what upstream does with <c>ssl</c>.</summary>
    public bool RedirectsToHttps { get; init; } = true;

    /// <summary>NMEA 0183 in and out over TCP; null when switched off.</summary>
    public int? Nmea0183Port { get; init; } = 10110;

    /// <summary>Signal K deltas over TCP; null when switched off.</summary>
    public int? StreamPort { get; init; } = 8375;

    /// <summary>NMEA 0183 in over UDP; null when switched off.</summary>
    public int? UdpPort { get; init; } = 10110;

    /// <summary>Addresses that every listener takes; none is all of the machine's.</summary>
    public ValueList<IPAddress> Listen { get; init; } = [];

    /// <summary>Whether what a client writes to the NMEA 0183 port is input.</summary>
    public bool Nmea0183PortIsInput { get; init; } = true;

    /// <summary>Whether serial ports that nobody configured are found and opened. Off as soon as any connection is configured.</summary>
    public bool FindSerialPorts { get; init; } = true;

    /// <summary>Whether strangers are kept out: upstream's <c>security.strategy</c>, whatever it is.</summary>
    public bool SecurityEnabled { get; init; }

    /// <summary>The entries of <c>pipedProviders</c> that we have; ports and addresses of our own listeners are still to be filled in.</summary>
    public ValueList<ConnectionOptions> Connections { get; init; } = [];

    public ValueList<OutputSettings> Outputs { get; init; } = [];

    public PrioritySettings Priorities { get; init; } = PrioritySettings.None;

    /// <summary>Other vessels that said nothing for so long are forgotten.</summary>
    public TimeSpan PruneContexts { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether own values that stop become null.</summary>
    public bool ExpireValues { get; init; } = true;

    /// <summary>What runs plugins.</summary>
    public WasmEnginePreference WasmEngine { get; init; } = WasmEnginePreference.Auto;

    /// <summary><c>interfaces.wasm</c>.</summary>
    public bool RunsPlugins { get; init; } = true;

    /// <summary>What plugins may use and do.</summary>
    public PluginPolicies Plugins { get; init; } = PluginPolicies.Default;

    /// <summary>Bytes that recordings, logs, history and plugins may fill together.</summary>
    public long DiskBudget { get; init; } = 512L * 1024 * 1024;
}
