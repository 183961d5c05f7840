namespace SignalK.Appliance.Device.Provisioning;

/// <summary>The machine's time zone, by its name.</summary>
static class TimeZoneFile
{
    const string Name = "timezone";

    public static void Apply(SystemFiles files, string? zone, ApplyReport report)
    {
        if (zone is null)
        {
            files.Remove(Name);
            return;
        }
        files.Write(Name, zone + "\n");
        report.Did("timeZone", zone);
    }
}
