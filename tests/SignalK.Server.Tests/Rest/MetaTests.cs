using System.Collections.Concurrent;
using SignalK.Core.Metadata;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Storage;

namespace SignalK.Server.Tests.Rest;

public sealed class MetaTests : IAsyncLifetime
{
    private const string Speed = "/signalk/v1/api/vessels/self/navigation/speedOverGround/meta";
    private readonly OwnerMetadata _owner = new();
    private Boat _boat = null!;

    public async Task InitializeAsync()
    {
        _boat = await Boat.StartAsync();
        MetaHandler.Register(_boat.PutHandlers, _boat.Hub, _owner);
    }

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Fact]
    public async Task Put_Meta_IsPendingThenKeptAndShownOverTheSpecification()
    {
        Assert.Equal(200, await ChangeAsync(HttpMethod.Put, Speed, """{"value":{"displayName":"SOG","units":"kn"}}"""));

        var meta = (await _boat.GetAsync(Speed)).Json;
        Assert.Equal("SOG", meta.GetProperty("displayName").GetString());
        Assert.Equal("kn", meta.GetProperty("units").GetString());
        Assert.StartsWith("Vessel speed over ground", meta.GetProperty("description").GetString());
        Assert.Equal("""{"displayName":"SOG","units":"kn"}""", _owner.Get(SkPath.Of("navigation.speedOverGround"))!.ToString());
    }

    [Fact]
    public async Task Put_OneMember_KeepsTheOthers()
    {
        await ChangeAsync(HttpMethod.Put, Speed + "/displayName", """{"value":"SOG"}""");
        await ChangeAsync(HttpMethod.Put, Speed + "/zones", """{"value":[{"lower":5,"state":"warn"}]}""");

        Assert.Equal("\"SOG\"", (await _boat.GetAsync(Speed + "/displayName")).Text);
        Assert.Equal("""[{"lower":5,"state":"warn"}]""", (await _boat.GetAsync(Speed + "/zones")).Text);

        await ChangeAsync(HttpMethod.Put, Speed + "/zones", """{"value":[ ]}""");
        Assert.Equal("null", (await _boat.GetAsync(Speed + "/zones")).Text);
    }

    [Fact]
    public async Task Delete_Meta_GoesBackToTheSpecification()
    {
        await ChangeAsync(HttpMethod.Put, Speed, """{"value":{"displayName":"SOG","units":"kn"}}""");

        Assert.Equal(200, await ChangeAsync(HttpMethod.Delete, Speed + "/units", null));
        Assert.Equal("\"m/s\"", (await _boat.GetAsync(Speed + "/units")).Text);
        Assert.Equal("\"SOG\"", (await _boat.GetAsync(Speed + "/displayName")).Text);

        Assert.Equal(200, await ChangeAsync(HttpMethod.Delete, Speed, null));
        Assert.Equal(404, (await _boat.GetAsync(Speed + "/displayName")).Status);
        Assert.Null(_owner.Get(SkPath.Of("navigation.speedOverGround")));
        Assert.Equal(404, await ChangeAsync(HttpMethod.Delete, Speed, null));
    }

    [Fact]
    public async Task Put_MetaThatCannotBeKept_Is502AndNothingChanges()
    {
        _owner.Fault = "disk full";

        Assert.Equal(502, await ChangeAsync(HttpMethod.Put, Speed + "/units", """{"value":"kn"}"""));

        Assert.Equal("\"m/s\"", (await _boat.GetAsync(Speed + "/units")).Text);
    }

    [Fact]
    public async Task Put_MetaOfAPathWithoutValues_IsShown()
    {
        await ChangeAsync(HttpMethod.Put, "/signalk/v1/api/vessels/self/tanks/fuel/9/currentLevel/meta/displayName", """{"value":"Day tank"}""");

        var meta = (await _boat.GetAsync("/signalk/v1/api/vessels/self/tanks/fuel/9/currentLevel/meta")).Json;
        Assert.Equal("Day tank", meta.GetProperty("displayName").GetString());
        Assert.Equal("ratio", meta.GetProperty("units").GetString());
    }

    [Theory]
    [InlineData("vessels/self/navigation/speedOverGround/meta", "5", 400)]
    [InlineData("vessels/urn:mrn:imo:mmsi:230035780/navigation/speedOverGround/meta", "{}", 405)]
    public async Task Put_MetaThatMakesNoSense_IsRefused(string path, string value, int status) =>
        Assert.Equal(status, await ChangeAsync(HttpMethod.Put, $"/signalk/v1/api/{path}", $$"""{"value":{{value}}}"""));

    private async Task<int> ChangeAsync(HttpMethod method, string path, string? body)
    {
        var answer = await _boat.SendAsync(method, path, body);
        Assert.Contains(answer.Status, new[] { 200, 202, 400, 404, 405, 502 });
        var id = answer.Json.GetProperty("requestId").GetString()!;
        while (!_boat.Requests.Find(id)!.IsCompleted)
        {
            await Task.Yield();
        }

        return _boat.Requests.Find(id)!.Status.StatusCode;
    }

    private sealed class OwnerMetadata : IOwnerMetadata
    {
        private readonly ConcurrentDictionary<SkPath, SkObject> _kept = new();

        public string? Fault { get; set; }

        public SkObject? Get(SkPath path) => _kept.GetValueOrDefault(path);

        public WriteOutcome Set(SkPath path, SkObject? meta)
        {
            if (Fault is { } fault)
            {
                return WriteOutcome.Failed(fault);
            }

            if (meta is null)
            {
                _kept.TryRemove(path, out _);
            }
            else
            {
                _kept[path] = meta;
            }

            return WriteOutcome.Written;
        }
    }
}
