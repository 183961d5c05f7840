namespace SignalK.Appliance.Device.Update;

/// <summary>What RAUC said, in words for an owner; its own words where we have none.</summary>
static class RaucReason
{
    static readonly (string Sign, string Reason)[] s_known =
    [
        ("Compatible mismatch", "it is for another kind of unit"),
        ("certificate has expired", "the certificate that it is signed with had ended when it was signed"),
        ("Failed to verify signature", "it is not signed by anybody whom this unit trusts"),
        ("signature verification failed", "it is not signed by anybody whom this unit trusts"),
        ("Invalid bundle format", "the file is damaged, or no update"),
        ("bundle identifier", "the file is damaged, or no update"),
        ("Signature size", "the file is damaged, or no update"),
        ("signature size", "the file is damaged, or no update"),
        ("is too small", "the file is damaged, or no update"),
        ("No such file or directory", "the file is not there"),
        ("on trial", "the version that runs is still on trial: try again when it has proved itself"),
        ("dm-verity", "the file is damaged"),
        ("Input/output error", "the file is damaged, or the card or stick cannot be read"),
        ("No space left", "there is no room for it"),
    ];

    public static string Of(IReadOnlyList<string> lines)
    {
        foreach (var (sign, reason) in s_known)
        {
            if (lines.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
                return reason;
        }
        var last = lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "RAUC failed and said nothing";
        return last.Length <= 300 ? last : last[..300];
    }
}
