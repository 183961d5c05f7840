namespace SignalK.Appliance.Device.Provisioning;

/// <summary>Where a server finds what the appliance image gives it. On any other machine none of it is there.</summary>
sealed record DeviceEnvironment(string Run, string ClockSocket, string Vendor)
{
    public static DeviceEnvironment Read(Func<string, string?> environment) => new(
        environment("SIGNALK_DEVICE_RUN") is { Length: > 0 } run ? run : DevicePaths.Default.Run,
        environment("SIGNALK_CLOCK_SOCKET") is { Length: > 0 } socket ? socket : "/run/signalk-clock/chrony.sock",
        environment("SIGNALK_VENDOR") is { Length: > 0 } vendor ? vendor : DevicePaths.Default.Vendor);

    /// <summary>Where newer versions are announced; null: nowhere, or the owner does not want to know.</summary>
    public Uri? Channel => ReadRun(ChannelRunFile.Name) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>Whether this machine has slots, which an update can go into.</summary>
    public static bool HasSlots => File.Exists("/run/signalk-boot/slot");

    /// <summary>Null where nobody can claim anything.</summary>
    public string? ClaimCode() => ReadRun(Provisioner.ClaimFile);

    string? ReadRun(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Run, name)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
