namespace SignalK.Appliance.Device;

/// <summary>Where things lie on an appliance; docs/image.md is the contract with the image.</summary>
/// <param name="Owner">The FAT partition.</param>
/// <param name="Data">The data partition.</param>
/// <param name="Run">What holds until the next start.</param>
/// <param name="Root">The root of the file system; another one in tests.</param>
sealed record DevicePaths(string Owner, string Data, string Run, string Root)
{
    public static DevicePaths Default { get; } = new("/boot/owner", "/data", "/run/signalk-device", "/");

    /// <summary>The owner's folder on the card.</summary>
    public string Card => Path.Combine(Owner, "signalk");

    public string ApplianceJson => Path.Combine(Card, "appliance.json");

    public string Result => Path.Combine(Card, "RESULT.txt");

    /// <summary>The server's configuration directory.</summary>
    public string Config => Path.Combine(Data, "signalk");

    /// <summary>What root keeps for the unit itself; nobody else may look.</summary>
    public string Device => Path.Combine(Data, "system", "device");

    public string State => Path.Combine(Device, "state.json");

    /// <summary>What the maker of the unit built into its image.</summary>
    public string Vendor => InRoot("usr/share/signalk/vendor");

    /// <summary>Below <see cref="Root"/>.</summary>
    public string InRoot(string path) => Path.Combine(Root, path);
}
