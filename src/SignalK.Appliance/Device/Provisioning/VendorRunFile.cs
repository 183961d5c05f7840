using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Maker and model, a line each, for what announces the unit on the network.</summary>
static class VendorRunFile
{
    public const string Name = "vendor";

    public static void Apply(SystemFiles files, VendorInfo? vendor)
    {
        if (vendor is null)
            files.Remove(Name);
        else
            files.Write(Name, $"{vendor.Name}\n{vendor.Model}\n");
    }
}
