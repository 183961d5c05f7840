using System.Net;

namespace SignalK.Appliance.Configuration;

/// <summary>Addresses that listeners take.</summary>
static class ListenAddress
{
    /// <returns>Null for what is no address. A name is none: which of its addresses it stands for may change.</returns>
    public static IPAddress? Parse(string text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(text, out var address) && (text.Contains('.') || text.Contains(':')) ? address : null,
    };
}
