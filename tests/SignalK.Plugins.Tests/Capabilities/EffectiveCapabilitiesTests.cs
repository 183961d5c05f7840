using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Tests.Capabilities;

public class EffectiveCapabilitiesTests
{
    static readonly string[] s_names = ["navigation.position", "navigation.log", "environment.wind.angleApparent", "a", "", "tanks.fuel.0.currentLevel"];
    static readonly string[] s_hosts = ["api.example.org", "example.org", "10.0.0.1", "10.1.0.1", "::1", "localhost"];
    static readonly string[] s_devices = ["usb-FTDI_A", "by-path/pci-0", "ttyAMA0", "/dev/ttyUSB0"];
    static readonly int[] s_ports = [0, 80, 443, 10110, 65535];

    static readonly Dictionary<ScopeKind, string[]> s_rules = new()
    {
        [ScopeKind.Names] = ["*", "navigation.*", "*.position", "environment.wind.*", "a", "tanks.*.0.*"],
        [ScopeKind.Endpoints] = ["*", "*.example.org", "api.example.org:443", "10.0.0.0/8", "10.0.0.1:10110", "*:80-443", "[::1]"],
        [ScopeKind.Devices] = ["*", "usb-*", "by-path/*", "ttyAMA0"],
        [ScopeKind.Switch] = [],
    };

    [Property(MaxTest = 500)]
    public Property Effective_OfAnyTwoSets_ReachesExactlyWhatBothReach() => Prop.ForAll(Sets(), Sets(), (requested, granted) =>
    {
        var effective = EffectiveCapabilities.Of(requested, granted);
        foreach (var capability in CapabilityFacts.All)
        {
            foreach (var (name, port) in Subjects(capability.Kind))
            {
                var both = requested[capability].Allows(name, port) && granted[capability].Allows(name, port);
                if (effective.Scopes[capability].Allows(name, port) != both)
                    return false;
            }
            // Nothing of either side is nothing; and the order of the two does not matter.
            if ((requested[capability].IsNone || granted[capability].IsNone) && effective.Has(capability))
                return false;
        }
        return true;
    });

    [Property(MaxTest = 200)]
    public Property Intersect_WithItselfOrEverything_ChangesNothing() => Prop.ForAll(Sets(), set =>
        set.Intersect(set).Equals(set) && set.Intersect(set).GetHashCode() == set.GetHashCode());

    [Property(MaxTest = 200)]
    public Property Bind_ToAPort_NeedsItOnBothSides() => Prop.ForAll(Sets(), Sets(), (requested, granted) =>
    {
        var effective = EffectiveCapabilities.Of(requested, granted);
        return s_ports.All(port => effective.CanBind(port) ==
            (EffectiveCapabilities.Of(requested, requested).CanBind(port) && EffectiveCapabilities.Of(granted, granted).CanBind(port)));
    });

    [Fact]
    public void Defaults_OfBothSides_AreUpstreamsAndNoMore()
    {
        var effective = EffectiveCapabilities.Of(CapabilitySet.Implied, CapabilitySet.DefaultGrants);

        Assert.Equal(
            [Capability.DataRead, Capability.DataWrite, Capability.Storage, Capability.HttpEndpoints, Capability.StaticFiles],
            CapabilityFacts.All.Where(effective.Has));
    }

    [Fact]
    public void SerialPorts_AskedForAndNotGranted_AreDenied()
    {
        var requested = CapabilitySet.Implied.With(Capability.SerialPorts, Scope.All);

        Assert.False(EffectiveCapabilities.Of(requested, CapabilitySet.DefaultGrants).CanOpen("usb-FTDI_A"));
        var granted = CapabilitySet.DefaultGrants.With(Capability.SerialPorts, Scope.Of(DeviceRule.TryParse("usb-FTDI_*", out _)!));
        Assert.True(EffectiveCapabilities.Of(requested, granted).CanOpen("/dev/serial/by-id/usb-FTDI_A"));
        Assert.False(EffectiveCapabilities.Of(requested, granted).CanOpen("usb-Prolific"));
        Assert.False(EffectiveCapabilities.Of(CapabilitySet.Implied, granted).CanOpen("usb-FTDI_A"));
    }

    [Fact]
    public void Has_ByName_KnowsOnlyCapabilities()
    {
        var effective = EffectiveCapabilities.Of(CapabilitySet.Implied, CapabilitySet.DefaultGrants);

        Assert.True(effective.Has("dataWrite"));
        Assert.False(effective.Has("network"));
        Assert.False(effective.Has("DataWrite"));
        Assert.False(effective.Has("root"));
    }

    static IEnumerable<(string Name, int Port)> Subjects(ScopeKind kind) => kind switch
    {
        ScopeKind.Endpoints => s_hosts.SelectMany(host => s_ports.Select(port => (host, port))),
        ScopeKind.Devices => s_devices.Select(device => (device, 0)),
        _ => s_names.Select(name => (name, 0)),
    };

    static Arbitrary<CapabilitySet> Sets()
    {
        var sets = Gen.Constant(CapabilitySet.None);
        foreach (var capability in CapabilityFacts.All)
            sets = sets.SelectMany(set => Scopes(capability.Kind).Select(scope => set.With(capability, scope)));
        return sets.ToArbitrary();
    }

    static Gen<Scope> Scopes(ScopeKind kind)
    {
        Gen<Scope> plain = Gen.Elements(Scope.All, Scope.None);
        if (kind == ScopeKind.Switch)
            return plain;
        ScopeRule[] rules = [.. s_rules[kind].Select(text => ScopeRule.TryParse(kind, text, out _)!)];
        return Gen.OneOf(plain, Gen.SubListOf(rules).Select(some => Scope.Of([.. some])));
    }
}
