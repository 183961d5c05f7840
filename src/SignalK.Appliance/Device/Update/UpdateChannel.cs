using System.Text.Json;
using SignalK.Server.Machine;

namespace SignalK.Appliance.Device.Update;

/// <summary>
/// Looks once a day whether the maker has a newer version, and tells; it installs nothing. What it reads is not signed and need not
/// be: it can name a bundle, and only one of the maker's is installed.
/// </summary>
/// <param name="address">Of the channel's file.</param>
/// <param name="machine">Which version of what it is.</param>
sealed class UpdateChannel(Uri address, IMachine machine, HttpClient client, TimeProvider time) : IUpdateChannel
{
    const int LargestFile = 64 * 1024;

    // Not all boats of a marina at once when its power comes back; and not while this one starts.
    static readonly TimeSpan s_first = TimeSpan.FromMinutes(5 + (Random.Shared.NextDouble() * 25));
    static readonly TimeSpan s_day = TimeSpan.FromHours(24);
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    volatile UpdateOffer? _offer;

    public UpdateOffer? Offer => _offer;

    // The last part of what bundles are for: signalk-appliance-ACME-rpi5.
    string Board => machine.Compatible?.Split('-')[^1] ?? "";

    public async Task RunAsync(CancellationToken stop)
    {
        for (var wait = s_first; !stop.IsCancellationRequested; wait = s_day)
        {
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A boat is without a network more often than not: that is nothing to tell.
            if (!stop.IsCancellationRequested)
                await LookAsync(stop).ConfigureAwait(false);
        }
    }

    public async Task<string?> LookAsync(CancellationToken cancel)
    {
        try
        {
            using var patience = new CancellationTokenSource(s_patience, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", $"SignalK.Appliance/{machine.Version} ({machine.Compatible})");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return $"{address.Host} answered {(int)response.StatusCode}";
            var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var buffer = new byte[LargestFile + 1];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
            if (length > LargestFile)
                return $"what {address.Host} has is no channel: it is larger than {LargestFile / 1024} KB";
            var offer = Read(buffer.AsMemory(0, length), address, Board);
            _offer = offer is not null && VersionOrder.Compare(offer.Version, machine.Version) > 0 ? offer : null;
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return $"{address.Host} cannot be reached{(e is OperationCanceledException ? "" : $": {e.GetBaseException().Message}")}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            return $"what {address.Host} has is no channel: {e.Message}";
        }
    }

    /// <returns>Null when there is nothing for this board.</returns>
    internal static UpdateOffer? Read(ReadOnlyMemory<byte> json, Uri address, string board)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.GetProperty("bundles").TryGetProperty(board, out var bundle))
            return null;
        var version = root.GetProperty("version").GetString() is { Length: > 0 and <= 64 } text ? text : throw new JsonException("its version is empty or too long");
        var url = new Uri(address, bundle.GetString());
        if (url.Scheme is not "https" and not "http" || (address.Scheme == "https" && url.Scheme != "https"))
            throw new JsonException($"the bundle is not at an https address: {url}");
        var notes = root.TryGetProperty("notes", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
        return new UpdateOffer(version, url, notes.Length <= 1000 ? notes : notes[..1000]);
    }
}
