using SignalK.Appliance.Device.Owner;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Where the server looks for newer versions: the maker's channel, unless the owner does not want that.</summary>
static class ChannelRunFile
{
    public const string Name = "channel";

    public static void Apply(SystemFiles files, VendorInfo? vendor, UpdateSettings? update, ApplyReport report)
    {
        if (vendor?.Channel is not { } channel || update?.Check == false)
        {
            files.Remove(Name);
            return;
        }
        files.Write(Name, $"{channel}\n");
        report.Did("update", $"{channel.Host} is asked once a day whether there is a newer version; \"update\": {{ \"check\": false }} ends that");
    }
}
