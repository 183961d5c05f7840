using System.Security.Cryptography;

namespace SignalK.Appliance.Device.Provisioning;

/// <summary>What is unique to a unit, made at its first start: no two units share a password, and none has a known one.</summary>
static class UnitSecrets
{
    /// <summary>Neither 0 and o nor 1, i and l: it is read from a screen and typed on a telephone.</summary>
    const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Four groups of four letters: 79 bits, out of reach for whoever recorded a handshake.</summary>
    public static string Passphrase() => Groups(4);

    /// <summary>Two groups of four letters: 39 bits, guessed over a network that allows some ten attempts a minute.</summary>
    public static string ClaimCode() => Groups(2);

    /// <summary>SignalK- and four letters, so that two units in a harbour are told apart.</summary>
    public static string AccessPointName() => "SignalK-" + RandomNumberGenerator.GetString(Alphabet, 4);

    static string Groups(int count) => string.Join('-', Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
}
