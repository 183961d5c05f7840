namespace SignalK.Plugins.Capabilities;

/// <summary>What a plugin may do: what its manifest asks for, cut to what the operator grants. This, and nothing else, is enforced.</summary>
public sealed record EffectiveCapabilities
{
    EffectiveCapabilities(CapabilitySet scopes) => Scopes = scopes;

    public CapabilitySet Scopes { get; }

    public static EffectiveCapabilities Of(CapabilitySet requested, CapabilitySet granted) => new(requested.Intersect(granted));

    /// <summary>Whether it has something of the capability, be it one path or one host.</summary>
    public bool Has(Capability capability) => !Scopes[capability].IsNone;

    /// <summary>The same by name, for guests that ask; false for a name that we don't know.</summary>
    public bool Has(string name) => CapabilityFacts.Find(name) is { } capability && Has(capability);

    public bool CanRead(string path) => Scopes[Capability.DataRead].Allows(path);

    public bool CanWrite(string path) => Scopes[Capability.DataWrite].Allows(path);

    public bool CanHandlePut(string path) => Scopes[Capability.PutHandlers].Allows(path);

    /// <summary>HTTP to a host, named as the guest names it.</summary>
    public bool CanFetch(string host, int port) => Scopes[Capability.Network].Allows(host, port);

    /// <summary>A datagram or a connection to a host, named as the guest names it.</summary>
    public bool CanConnect(string host, int port) => Scopes[Capability.RawSockets].Allows(host, port);

    /// <summary>A socket that waits on a port of ours; 0, any free port, for whoever has sockets at all.</summary>
    public bool CanBind(int port) =>
        port == 0 ? Has(Capability.RawSockets) : Scopes[Capability.RawSockets].EachListHas(rule => rule is EndpointRule endpoint && endpoint.CoversPort(port));

    public bool CanHear(string serverEvent) => Scopes[Capability.ServerEvents].Allows(serverEvent);

    /// <param name="device">A name that stays with the device; <c>/dev/ttyUSB0</c> is none.</param>
    public bool CanOpen(string device) => DeviceRule.Canonical(device) is not null && Scopes[Capability.SerialPorts].Allows(device);
}
