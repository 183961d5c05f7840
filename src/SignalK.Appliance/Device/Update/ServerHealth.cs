using System.Text.Json;

namespace SignalK.Appliance.Device.Update;

/// <summary>What an update needs to know of the server's health.</summary>
/// <param name="UptimeSeconds">Since the server started.</param>
sealed record ServerHealth(long UptimeSeconds, IReadOnlyList<InputHealth> Inputs)
{
    /// <summary>Keys of what is wrong.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Inputs as an update has to keep them.</summary>
    public InputsBefore ToKeep() => new(
        [.. Inputs.Where(input => input.IsOpen).Select(input => input.Id)],
        [.. Inputs.Where(input => input.LastFrameAge < TimeSpan.FromHours(1)).Select(input => input.Id)]);

    /// <summary>Asks a server.</summary>
    /// <returns>Null when it does not answer as it should.</returns>
    public static async Task<ServerHealth?> AskAsync(HttpClient client, Uri server, CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(s_patience);
            using var response = await client.GetAsync(new Uri(server, "/skServer/health"), limit.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Parse(await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false)) : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    internal static ServerHealth? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new ServerHealth(root.GetProperty("uptimeSeconds").GetInt64(), [.. root.GetProperty("connections").EnumerateArray().Select(Input)])
            {
                Faults = root.TryGetProperty("faults", out var faults) ? [.. faults.EnumerateArray().Select(fault => fault.GetProperty("key").GetString() ?? "")] : [],
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    static InputHealth Input(JsonElement connection)
    {
        var age = connection.GetProperty("lastFrameAgeMs");
        return new InputHealth(
            connection.GetProperty("id").GetString() ?? "",
            connection.GetProperty("state").GetString() == "running",
            age.ValueKind == JsonValueKind.Number ? TimeSpan.FromMilliseconds(age.GetInt64()) : null);
    }
}

/// <param name="LastFrameAge">Null: nothing came since the start.</param>
sealed record InputHealth(string Id, bool IsOpen, TimeSpan? LastFrameAge);
