using System.Text;
using SignalK.Plugins;
using SignalK.Plugins.Running;

namespace SignalK.Server.Tests.Plugins;

/// <summary>Plugins that are nothing but a list; what is done to them is remembered.</summary>
internal sealed class FakePluginHost : IPluginHost
{
    private readonly List<PluginStatus> _plugins = [];

    public string? Held { get; set; }

    public IReadOnlyList<PluginStatus> Plugins => [.. _plugins.OrderBy(p => p.Name, StringComparer.Ordinal)];

    public List<string> Done { get; } = [];

    public byte[] Installed { get; private set; } = [];

    public PluginResult Result { get; set; } = new(PluginOutcome.Done, "done");

    public Dictionary<string, Func<string, Task<GuestAnswer>>> Endpoints { get; } = [];

    public List<string> Reports { get; } = [];

    public FakePluginHost With(PluginStatus plugin)
    {
        _plugins.RemoveAll(p => p.Id == plugin.Id);
        _plugins.Add(plugin);
        return this;
    }

    /// <summary>An endpoint that answers with a text.</summary>
    public void Serve(string methodAndPath, string answer, List<string>? requests = null) => Endpoints[methodAndPath] = request =>
    {
        requests?.Add(request);
        return Task.FromResult(new GuestAnswer(AskOutcome.Answered, Encoding.UTF8.GetBytes(answer)));
    };

    public PluginStatus? Find(string id) => _plugins.FirstOrDefault(p => p.Id.Matches(id));

    public Task<PluginResult> ConfigureAsync(string id, ReadOnlyMemory<byte> change) => DoAsync($"configure {id} {Encoding.UTF8.GetString(change.Span)}");

    public Task<PluginResult> EnableAsync(string id) => DoAsync($"enable {id}");

    public Task<PluginResult> DisableAsync(string id) => DoAsync($"disable {id}");

    public Task<PluginResult> GrantAsync(string id, ReadOnlyMemory<byte> grants) => DoAsync($"grant {id} {Encoding.UTF8.GetString(grants.Span)}");

    public Task<PluginResult> ReloadAsync(string id) => DoAsync($"reload {id}");

    public async Task<PluginResult> InstallAsync(Stream package, string? integrity, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await package.CopyToAsync(all, cancel);
        Installed = all.ToArray();
        return await DoAsync($"install {integrity}") with { Id = new PluginId("@boat/new") };
    }

    public Task<PluginResult> UndoAsync(string id) => DoAsync($"undo {id}");

    public Task<PluginResult> RemoveAsync(string id, bool deleteData) => DoAsync($"remove {id} {(deleteData ? "with data" : "without data")}");

    public IReadOnlyList<string> Crashes(string id) => Reports;

    public PluginEndpoint? FindEndpoint(string id, string method, string path)
    {
        foreach (var (key, answer) in Endpoints)
        {
            var parts = key.Split(' ');
            if (parts[0] == method && (parts[1] == path || (parts[1] == "/items/:id" && path.StartsWith("/items/", StringComparison.Ordinal))))
            {
                var parameters = parts[1].Contains(':') ? new Dictionary<string, string> { ["id"] = Uri.UnescapeDataString(path["/items/".Length..]) } : [];
                return new PluginEndpoint(new Calls(Find(id)!.Id, answer), "handle", parameters);
            }
        }

        return null;
    }

    private Task<PluginResult> DoAsync(string what)
    {
        Done.Add(what);
        return Task.FromResult(Result);
    }

    private sealed class Calls(PluginId id, Func<string, Task<GuestAnswer>> answer) : IPluginCalls
    {
        public PluginId Id => id;

        public Task<GuestAnswer> AskAsync(string export, ReadOnlyMemory<byte> request, AskShape shape, CancellationToken cancel = default)
        {
            Assert.Equal(("handle", AskShape.Http), (export, shape));
            return answer(Encoding.UTF8.GetString(request.Span));
        }
    }
}
