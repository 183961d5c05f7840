using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Vendor;
using SignalK.Connections.Options;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Hosting;

/// <summary>From what is written to what runs: the configured connections, the appliance's own ports, and where outputs hang.</summary>
static class ConnectionPlan
{
    const string TcpId = "tcp";
    const string UdpId = "udp";
    const string SerialId = "serial";
    const string DemoId = "demo";

    public static IReadOnlyList<ConnectionOptions> Make(Settings settings, RunOptions run, ConfigPaths paths, VendorKit kit, FaultList faults)
    {
        List<ConnectionOptions> plan = [];
        // With a demo the boat's own connections stay closed: two boats in one model would be one too many.
        if (!run.Demo)
        {
            plan.AddRange(settings.Connections.Where(connection => connection is not TcpServerOptions).Select(connection => Resolve(connection, paths)));
            if (settings.FindSerialPorts)
            {
                var named = settings.Connections.OfType<SerialOptions>().Select(serial => serial.Device);
                plan.Add(new AutoSerialOptions
                {
                    Id = Free(SerialId, settings),
                    Except = [.. named, .. PortsOfPlugins(settings.Plugins, kit.Plugins)],
                    Known = [.. kit.Board.Ports.Where(port => port.Device is not null).Select(port => new KnownPort(port.Device!, port.Name, port.Baud))],
                });
            }
        }
        else if (run.DemoFile is { } file)
        {
            plan.Add(new PlaybackOptions { Id = DemoId, Path = Path.GetFullPath(file), Speed = run.Speed, Loop = true });
        }
        if (settings.UdpPort is { } udp)
            plan.Add(new UdpOptions { Id = Free(UdpId, settings), Port = udp, Listen = settings.Listen });
        if (settings.Nmea0183Port is { } tcp)
            plan.Add(Nmea0183Port(settings, tcp));
        return AttachOutputs(plan, settings, faults);
    }

    /// <summary>Ports granted to a plugin by their full names; those of a pattern are whoever's comes first.</summary>
    internal static IEnumerable<string> PortsOfPlugins(PluginPolicies policies, ShippedPlugins shipped) =>
        from scope in policies.Own.Values.Select(policy => policy.Grants[Capability.SerialPorts])
            .Concat(shipped.Packages.Select(package => shipped.GrantsOf(package.Id).GetValueOrDefault(Capability.SerialPorts) ?? Scope.None))
        from rules in scope.Lists
        from rule in rules
        let node = DeviceRule.NodeOf(rule.Text)
        where node is not null && !node.Contains('*')
        select node;

    static TcpServerOptions Nmea0183Port(Settings settings, int port)
    {
        var server = settings.Connections.OfType<TcpServerOptions>().FirstOrDefault() ?? new TcpServerOptions { Id = Free(TcpId, settings) };
        return server with
        {
            Enabled = true,
            Listen = settings.Listen,
            Port = port,
            AcceptInput = server.Enabled && settings.Nmea0183PortIsInput,
        };
    }

    static ConnectionOptions Resolve(ConnectionOptions connection, ConfigPaths paths) =>
        connection is PlaybackOptions playback ? playback with { Path = Path.Combine(paths.Directory, playback.Path) } : connection;

    static List<ConnectionOptions> AttachOutputs(List<ConnectionOptions> plan, Settings settings, FaultList faults)
    {
        for (var i = 0; i < settings.Outputs.Count; i++)
        {
            var output = settings.Outputs[i];
            if (OutputTarget.Udp(output.To) is { } udp)
            {
                plan.Add(new UdpOptions { Id = $"output-{i + 1}", Host = udp.Host, HostPort = udp.Port, Output = output.Options });
                continue;
            }
            var id = OutputTarget.Connection(output.To);
            var at = plan.FindIndex(connection => id is null ? connection is TcpServerOptions : connection.Id == id);
            if (at >= 0)
                plan[at] = plan[at] with { Output = output.Options };
            else
                faults.Error($"appliance.outputs[{i}].to", id is null ? "the NMEA 0183 port is switched off" : $"there is no connection \"{id}\"");
        }
        return plan;
    }

    /// <summary>A name of ours that no configured connection has.</summary>
    static string Free(string id, Settings settings)
    {
        while (settings.Connections.Any(connection => connection.Id == id))
            id += "-port";
        return id;
    }
}
