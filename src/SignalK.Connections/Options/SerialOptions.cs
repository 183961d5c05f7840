namespace SignalK.Connections.Options;

/// <summary>A serial port, best named by <c>/dev/serial/by-id/…</c> or <c>by-path</c>: <c>ttyUSB0</c> is whoever came first.</summary>
public sealed record SerialOptions : ConnectionOptions
{
    public override string Type => "serial";

    public required string Device { get; init; }

    /// <summary>Bits a second, any figure the hardware can do; null: found out by listening.</summary>
    public int? Baud { get; init; }

    /// <summary>True for a port that nobody named: that another program uses it, or that it is gone, is no fault.</summary>
    public bool Found { get; init; }

    public override IEnumerable<string> Validate()
    {
        foreach (var error in base.Validate())
        {
            yield return error;
        }

        if (Baud is < 50 or > 4_000_000)
        {
            yield return $"{Baud} baud is out of range";
        }

        if (string.IsNullOrWhiteSpace(Device))
        {
            yield return "a device is missing";
        }
    }
}

/// <summary>Every serial port that is found, plugged in later ones included, each at the baud rate that it speaks.</summary>
public sealed record AutoSerialOptions : ConnectionOptions
{
    public override string Type => "serial-auto";

    /// <summary>Devices that are configured by name or that must not be touched.</summary>
    public ValueList<string> Except { get; init; } = [];

    /// <summary>Ports of this machine that have a name of their own.</summary>
    public ValueList<KnownPort> Known { get; init; } = [];
}

/// <param name="Device">The device or a link to it.</param>
/// <param name="Name">As printed beside the connector.</param>
/// <param name="Baud">Null: found out by listening.</param>
public sealed record KnownPort(string Device, string Name, int? Baud);
