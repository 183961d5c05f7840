using SignalK.Appliance.Device;
using SignalK.Appliance.Device.Backup;
using SignalK.Appliance.Device.Clock;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;
using SignalK.Connections.Options;
using SignalK.Core;
using SignalK.Server.Machine;
using SignalK.Server.Security;

namespace SignalK.Appliance.Hosting;

sealed partial class Appliance
{
    const string ClaimFault = "device:claim";

    readonly DeviceEnvironment _device = DeviceEnvironment.Read(Environment.GetEnvironmentVariable);

    readonly Lazy<HttpClient> _fetch = new(() => new HttpClient { Timeout = Timeout.InfiniteTimeSpan });
    readonly VendorKit _kit;
    Backups? _backups;
    UpdateRequests? _updates;
    UpdateChannel? _channel;

    /// <summary>Ends this server so that another one starts; null: nobody would start it.</summary>
    public Action? Restart { get; init; }

    MachineServices Machine(SecurityStore security)
    {
        if (_device.ClaimCode() is not null && !security.HasAdministrator)
            Faults.Raise(ClaimFault, "this unit has no owner yet: open /claim with the code of RESULT.txt on its card");
        return new MachineServices
        {
            Vendor = VendorFace.Of(_kit),
            ClaimCode = _device.ClaimCode,
            Claimed = () => Faults.Clear(ClaimFault),
            Updates = _updates = DeviceEnvironment.HasSlots ? new UpdateRequests(_configuration.Paths.Directory, _device.Run, _fetch.Value, _time, _stop.Token) : null,
            Channel = _channel = _device.Channel is { } channel ? new UpdateChannel(channel, new Device.Update.Machine(DevicePaths.Default), _fetch.Value, _time) : null,
            Backups = _backups = new Backups(_configuration.Paths.Directory, _time) { Restored = OnRestored },
        };
    }

    VendorKit LoadVendor()
    {
        var kit = VendorKit.Load(_device.Vendor);
        if (kit.Mistakes is [var first, ..])
            Faults.Raise("device:vendor", $"the image has a mistake of its maker: {first}");
        return kit;
    }

    void OnRestored(string message)
    {
        Faults.Raise("device:restore", message);
        Restart?.Invoke();
    }

    void WatchUpdates()
    {
        if (_updates is { } updates)
            _ = new UpdateNews(() => updates.Shown, _hub, Faults, _log).RunAsync(_stop.Token);
        if (_channel is { } channel)
            _ = channel.RunAsync(_stop.Token);
    }

    void FeedClock()
    {
        if (!Directory.Exists(Path.GetDirectoryName(_device.ClockSocket)))
            return;
        var feed = new ClockFeed(_hub.Store.Self, IsOwnReceiver, _device.ClockSocket, _time);
        _hub.AddTap(feed);
        _ = feed.RunAsync(_stop.Token);
    }

    // Links that somebody on the boat connected; open ports and recordings are not among them.
    bool IsOwnReceiver(Ingress ingress) =>
        _connections.OptionsOf(ingress) is SerialOptions or TcpClientOptions;
}
