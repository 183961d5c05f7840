namespace SignalK.Appliance.Device.Vendor;

/// <summary>What <c>board.json</c> says of the machine: what its connectors, lights and button are to the kernel.</summary>
sealed record BoardInfo
{
    public static BoardInfo None { get; } = new();

    public IReadOnlyList<BoardPort> Ports { get; init; } = [];

    /// <summary>Device tree overlays that are put in at each start, before the owner's.</summary>
    public IReadOnlyList<string> Overlays { get; init; } = [];

    /// <summary>Names below /sys/class/leds; one may show several things.</summary>
    public BoardLeds Leds { get; init; } = new(null, null, null, null);

    public BoardButton? Button { get; init; }

    /// <summary>However the owner writes its name.</summary>
    public BoardPort? FindPort(string name) => Ports.FirstOrDefault(port => Plain(port.Name) == Plain(name));

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <summary>A connector.</summary>
/// <param name="Name">As printed beside it.</param>
/// <param name="Device">A UART, below /dev; null where it is CAN.</param>
/// <param name="Baud">Null: found by listening.</param>
/// <param name="Can">An interface; null where it is serial.</param>
sealed record BoardPort(string Name, string? Device, int? Baud, string? Can, int? Bitrate);

/// <param name="Power">On as soon as the system runs.</param>
/// <param name="Ready">On while the server answers.</param>
/// <param name="Data">Blinks while data come in.</param>
/// <param name="Fault">Blinks fast while there is a fault.</param>
sealed record BoardLeds(string? Power, string? Ready, string? Data, string? Fault)
{
    /// <summary>Each once.</summary>
    public IReadOnlyList<string> Names => [.. ((string?[])[Power, Ready, Data, Fault]).OfType<string>().Distinct()];
}

/// <summary>A button, held for so long and let go.</summary>
/// <param name="Device">Below /dev/input.</param>
/// <param name="Key">The kernel's number of the key; null: any key of that device.</param>
sealed record BoardButton(string Device, int? Key, TimeSpan SafeMode, TimeSpan FactoryReset);
