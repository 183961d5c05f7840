using System.Text.Json;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Machine;

/// <summary>A newer version that is known of, and looking for one now.</summary>
internal sealed class ChannelRoutes(IUpdateChannel channel)
{
    public IEnumerable<Route> All => [new("POST", "/skServer/update/look", Access.Machine, LookAsync)];

    public static void Write(Utf8JsonWriter writer, UpdateOffer offer)
    {
        writer.WriteStartObject("offer"u8);
        writer.WriteString("version"u8, offer.Version);
        writer.WriteString("url"u8, offer.Url.ToString());
        writer.WriteString("notes"u8, offer.Notes);
        writer.WriteEndObject();
    }

    private async Task LookAsync(Exchange exchange)
    {
        var fault = await channel.LookAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
        await (fault is not null
            ? JsonReply.ErrorAsync(exchange, 502, fault)
            : JsonReply.TextAsync(exchange, 200, channel.Offer is { } offer ? $"version {offer.Version} is there" : "this is the newest version")).ConfigureAwait(false);
    }
}
