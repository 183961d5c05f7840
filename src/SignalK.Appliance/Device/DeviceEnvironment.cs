using SignalK.Appliance.Device.Provisioning;

namespace SignalK.Appliance.Device;

/// <summary>Where a server finds what the appliance image gives it. On any other machine none of it is there.</summary>
sealed record DeviceEnvironment(string Run, string ClockSocket, string Vendor)
{
    public string ClaimFile => Path.Combine(Run, Provisioner.ClaimFile);

    public static DeviceEnvironment Read(Func<string, string?> environment) => new(
        environment("SIGNALK_DEVICE_RUN") is { Length: > 0 } run ? run : DevicePaths.Default.Run,
        environment("SIGNALK_CLOCK_SOCKET") is { Length: > 0 } socket ? socket : "/run/signalk-clock/chrony.sock",
        environment("SIGNALK_VENDOR") is { Length: > 0 } vendor ? vendor : DevicePaths.Default.Vendor);

    /// <summary>Whether this machine has slots, which an update can go into.</summary>
    public static bool HasSlots => File.Exists("/run/signalk-boot/slot");

    /// <summary>Null where nobody can claim anything.</summary>
    public string? ClaimCode()
    {
        try
        {
            return File.ReadAllText(ClaimFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
