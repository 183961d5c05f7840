namespace SignalK.Plugins.Capabilities;

/// <summary>What a plugin may be allowed to do.</summary>
public enum Capability : byte
{
    /// <summary>Deltas, and values asked for by path. Scoped by path.</summary>
    DataRead,

    /// <summary>Deltas of its own. Scoped by path.</summary>
    DataWrite,

    /// <summary>Files of its own.</summary>
    Storage,

    /// <summary>Routes under <c>/plugins/ID/</c>.</summary>
    HttpEndpoints,

    /// <summary>A web app out of its package.</summary>
    StaticFiles,

    /// <summary>HTTP requests. Scoped by host and port.</summary>
    Network,

    /// <summary>UDP and TCP sockets. Scoped by host and port.</summary>
    RawSockets,

    /// <summary>Answers PUT requests. Scoped by path.</summary>
    PutHandlers,

    ResourceProvider,
    WeatherProvider,
    RadarProvider,
    AutopilotProvider,

    /// <summary>Events of the server. Scoped by the event's name.</summary>
    ServerEvents,

    /// <summary>Serial devices. Scoped by a name that stays with the device.</summary>
    SerialPorts,
}

/// <summary>How the entries of a capability's scope are read.</summary>
public enum ScopeKind : byte
{
    /// <summary>All or nothing.</summary>
    Switch,

    /// <summary>Patterns of paths or of events: <c>navigation.*</c>.</summary>
    Names,

    /// <summary>Hosts and ports: <c>api.example.org:443</c>.</summary>
    Endpoints,

    /// <summary>Serial devices: <c>/dev/serial/by-id/usb-FTDI_*</c>.</summary>
    Devices,
}

/// <summary>The facts about each capability.</summary>
public static class CapabilityFacts
{
    static readonly string[] s_names =
    [
        "dataRead", "dataWrite", "storage", "httpEndpoints", "staticFiles", "network", "rawSockets", "putHandlers",
        "resourceProvider", "weatherProvider", "radarProvider", "autopilotProvider", "serverEvents", "serialPorts",
    ];

    public static IReadOnlyList<Capability> All { get; } = Enum.GetValues<Capability>();

    extension(Capability capability)
    {
        /// <summary>As manifests and settings write it.</summary>
        public string Name => s_names[(int)capability];

        public ScopeKind Kind => capability switch
        {
            Capability.DataRead or Capability.DataWrite or Capability.PutHandlers or Capability.ServerEvents => ScopeKind.Names,
            Capability.Network or Capability.RawSockets => ScopeKind.Endpoints,
            Capability.SerialPorts => ScopeKind.Devices,
            _ => ScopeKind.Switch,
        };

        /// <summary>Asked for by a manifest that says nothing: upstream grants these to all, and its plugins rely on it.</summary>
        public bool IsImplied => capability <= Capability.StaticFiles;

        /// <summary>Granted by an operator who says nothing. A serial device may steer the boat: it is named or not had.</summary>
        public bool IsGrantedByDefault => capability != Capability.SerialPorts;
    }

    /// <summary>Null for a name that we don't know.</summary>
    public static Capability? Find(string name)
    {
        var index = Array.IndexOf(s_names, name);
        return index < 0 ? null : (Capability)index;
    }
}
