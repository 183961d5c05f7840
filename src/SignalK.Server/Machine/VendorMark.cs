namespace SignalK.Server.Machine;

/// <summary>Whose unit this is, as its page shows it.</summary>
/// <param name="Name">The maker's.</param>
/// <param name="Model">What is printed on the box.</param>
public sealed record VendorMark(string Name, string Model)
{
    public Uri? Url { get; init; }

    /// <summary>Whom its owner asks.</summary>
    public string? Support { get; init; }

    /// <summary><c>#0b6e4f</c>; null: ours.</summary>
    public string? Accent { get; init; }

    /// <summary>On a dark page.</summary>
    public string? AccentDark { get; init; }

    /// <summary>An SVG or PNG picture; null: none.</summary>
    public byte[]? Logo { get; init; }

    public string LogoName { get; init; } = "";

    /// <summary>Connectors, and what each is to the system.</summary>
    public IReadOnlyList<(string Name, string Device)> Ports { get; init; } = [];
}
