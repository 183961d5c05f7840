using System.Text;
using System.Text.Json.Nodes;

namespace SignalK.LoadGenerator;

/// <summary>Keeps bad plugins busy: asks what they serve, and switches on again what its crashes switched off.</summary>
internal sealed class Tormentor(Uri server, string[] plugins) : IAsyncDisposable
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = plugins.Length == 0 ? Task.CompletedTask : RunAsync();

    public async Task UntilRunningAsync(string plugin)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await StatisticsAsync(plugin) is var statistics && statistics["state"]?.ToString() == "running")
            {
                return;
            }

            if (attempt > 600)
            {
                throw new TimeoutException($"{plugin} does not run: {statistics.ToJsonString()}");
            }

            await Task.Delay(100);
        }
    }

    public async Task<JsonObject> StatisticsAsync(string plugin)
    {
        using var response = await _http.GetAsync($"/skServer/plugins/{plugin}/stats");
        return response.IsSuccessStatusCode ? (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())! : [];
    }

    /// <summary>Of all plugins so far.</summary>
    public async Task<long> CrashesAsync()
    {
        var crashes = 0L;
        foreach (var plugin in plugins)
        {
            crashes += (await StatisticsAsync(plugin))["crashes"]?.GetValue<long>() ?? 0;
        }

        return crashes;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var under = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            // Whoever does not answer is not asked a second time before.
            under.RemoveAll(t => t.IsCompleted);
            if (under.Count < plugins.Length)
            {
                under.AddRange(plugins.Select(TormentAsync));
            }

            await Task.Delay(s_round, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await Task.WhenAll(under);
    }

    private async Task TormentAsync(string plugin)
    {
        try
        {
            if ((await StatisticsAsync(plugin))["state"]?.ToString() == "disabled")
            {
                using var enabled = await _http.PostAsync($"/skServer/plugins/{plugin}/enable", null, _stop.Token);
            }

            using var got = await _http.GetAsync($"/plugins/{plugin}/api/get", _stop.Token);
            using var put = await _http.PutAsync(
                "/signalk/v1/api/vessels/self/torture/switch", new StringContent($$"""{"value":1,"source":"{{plugin}}"}""", Encoding.UTF8, "application/json"), _stop.Token);
            using var listed = await _http.GetAsync($"/signalk/v2/api/resources/tortures?provider={plugin}", _stop.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            // A plugin that does not answer is what this is about.
        }
    }
}
