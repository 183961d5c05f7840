using SignalK.Core.Security;
using SignalK.Server.Http;
using SignalK.Server.Security;

namespace SignalK.Server.Machine;

/// <summary>Everything about the machine: what can be done here, and doing it.</summary>
internal sealed class MachineRoutes(MachineServices machine, SecurityStore store, LoginService logins, TimeProvider time)
{
    // A backup holds settings and plugins, an update two file systems; both figures are some four times the largest seen.
    private const long LargestBackup = 512L * 1024 * 1024;
    private const long LargestBundle = 1024L * 1024 * 1024;

    public IEnumerable<Route> All =>
    [
        new("GET", "/skServer/machine", Access.None, StatusAsync),
        .. new VendorRoutes(machine.Vendor).All,
        .. new ClaimRoutes(machine, store, logins, time).All,
        .. machine.Backups is { } backups ? new BackupRoutes(backups, LargestBackup, time).All : [],
        .. machine.Channel is { } channel ? new ChannelRoutes(channel).All : [],
        .. machine.Updates is { } updates ? new UpdateRoutes(updates, LargestBundle).All : [],
    ];

    private Task StatusAsync(Exchange exchange) => JsonReply.SendAsync(exchange, 200, (this, exchange.Principal), static (writer, state) =>
    {
        var (routes, principal) = state;
        writer.WriteStartObject();
        writer.WriteBoolean("claimable"u8, routes.IsClaimable);
        writer.WriteBoolean("mayChange"u8, principal.May(Access.Machine));
        writer.WriteBoolean("backup"u8, routes.HasBackups);
        writer.WriteBoolean("update"u8, routes.HasUpdates);
        writer.WriteBoolean("channel"u8, routes.Channel is not null);
        if (routes.Channel?.Offer is { } offer)
        {
            ChannelRoutes.Write(writer, offer);
        }

        if (routes.Vendor is { } vendor)
        {
            VendorRoutes.Write(writer, vendor);
        }

        writer.WriteEndObject();
    });

    private bool IsClaimable => machine.ClaimCode() is not null && !store.HasAdministrator;

    private VendorMark? Vendor => machine.Vendor;

    private IUpdateChannel? Channel => machine.Channel;

    private bool HasBackups => machine.Backups is not null;

    private bool HasUpdates => machine.Updates is not null;
}
