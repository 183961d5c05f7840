using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;

namespace SignalK.Appliance.Plugins;

/// <summary>Plugins of a running server, over its HTTP interface.</summary>
sealed class RemotePlugins : IPluginTool, IDisposable
{
    const int LargestAnswer = 64 << 20;

    readonly HttpClient _http;
    readonly string _url;

    /// <param name="url">Of the server: <c>http://localhost:3000</c>.</param>
    /// <param name="token">To log in with; null for none.</param>
    public RemotePlugins(string url, string? token)
    {
        _url = url.TrimEnd('/');
        // Installing compiles and starts; a slow card and a slow start take a while.
        _http = new HttpClient { Timeout = TimeSpan.FromMinutes(5), MaxResponseContentBufferSize = LargestAnswer };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Logs in with a password.</summary>
    public async Task<string?> LoginAsync(string user, string password)
    {
        var form = new JsonObject { ["username"] = user, ["password"] = password }.ToJsonString();
        using var content = new StringContent(form, Encoding.UTF8, "application/json");
        var (answer, data) = await SendAsync(HttpMethod.Post, "/signalk/v1/auth/login", content);
        if (!answer.Ok)
            return $"cannot log in as {user}: {answer.Message}";
        if ((data as JsonObject)?["token"] is not JsonValue token)
            return $"cannot log in as {user}: the answer has no token";
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.ToString());
        return null;
    }

    public async Task<PluginAnswer> ListAsync()
    {
        var (answer, data) = await SendAsync(HttpMethod.Get, "/skServer/plugins");
        return answer.Ok ? answer with { Data = new JsonArray([.. (data as JsonArray ?? []).OfType<JsonObject>().Select(PluginRow.OfServer)]) } : answer;
    }

    public async Task<PluginAnswer> StatusAsync(string id)
    {
        var (answer, data) = await SendAsync(HttpMethod.Get, PathOf(id, "/stats"));
        if (!answer.Ok || data is not JsonObject status)
            return answer;
        var (_, crashes) = await SendAsync(HttpMethod.Get, PathOf(id, "/crashes"));
        if (crashes is JsonArray { Count: > 0 } list)
            status["lastCrash"] = list[0]?.DeepClone();
        // What is wrong with the plugin is no message about the answer.
        return new PluginAnswer(true, "", status);
    }

    public async Task<PluginAnswer> InstallAsync(Stream package, string? integrity, CancellationToken cancel)
    {
        using var content = new StreamContent(package);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        var query = integrity is null ? "" : $"?integrity={Uri.EscapeDataString(integrity)}";
        return (await SendAsync(HttpMethod.Post, "/skServer/plugins/install" + query, content, cancel)).Answer;
    }

    public async Task<PluginAnswer> ActAsync(PluginAction action, string id) =>
        (await SendAsync(HttpMethod.Post, PathOf(id, "/" + action.ToString().ToLowerInvariant()))).Answer;

    public async Task<PluginAnswer> GrantAsync(string id, JsonObject grants)
    {
        using var content = new StringContent(grants.ToJsonString(), Encoding.UTF8, "application/json");
        return (await SendAsync(HttpMethod.Post, PathOf(id, "/grants"), content)).Answer;
    }

    public async Task<PluginAnswer> RemoveAsync(string id, bool deleteData) =>
        (await SendAsync(HttpMethod.Delete, PathOf(id, deleteData ? "?data=delete" : "?data=keep"))).Answer;

    public void Dispose() => _http.Dispose();

    // The derived id: a name with a slash in it is another path to many a proxy.
    static string PathOf(string id, string rest) => $"/skServer/plugins/{Uri.EscapeDataString(new SignalK.Plugins.PluginId(id).Derived)}{rest}";

    async Task<(PluginAnswer Answer, JsonNode? Data)> SendAsync(HttpMethod method, string path, HttpContent? content = null, CancellationToken cancel = default)
    {
        try
        {
            using var request = new HttpRequestMessage(method, _url + path) { Content = content };
            using var response = await _http.SendAsync(request, cancel);
            var data = Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            var message = MessageOf(data) ?? (response.IsSuccessStatusCode ? "" : $"{(int)response.StatusCode} {response.ReasonPhrase}");
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                message += " (--user or --token logs in)";
            return (new PluginAnswer(response.IsSuccessStatusCode, message), data);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return (PluginAnswer.Failed($"{_url}: {error.Message}"), null);
        }
    }

    static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonTree.Parse(body, _ => { });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? MessageOf(JsonNode? data) =>
        data is JsonObject json && (json["message"] ?? json["error"]) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
