using SignalK.Server.Machine;
using SignalK.Server.Security;
using SignalK.Server.Tests.Security;

namespace SignalK.Server.Tests.Machine;

public sealed class UpdateRoutesTests : IAsyncLifetime
{
    private readonly Updates _updates = new();
    private Boat _boat = null!;

    public async Task InitializeAsync() => _boat = await Boat.StartAsync(machine: new MachineServices { Updates = _updates });

    public async Task DisposeAsync() => await _boat.DisposeAsync();

    [Fact]
    public async Task Post_ABundle_IsTakenWhatItsLength()
    {
        using var content = new ByteArrayContent(new byte[3_000_000]);
        using var answer = await _boat.Client.PostAsync(new Uri(_boat.Url, "/skServer/update"), content);

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(3_000_000, _updates.Length);
    }

    [Theory]
    [InlineData("""{"url":"https://example.org/a.raucb"}""", 202, "https://example.org/a.raucb")]
    [InlineData("""{"url":"file:///etc/passwd"}""", 400, null)]
    [InlineData("""{"url":7}""", 400, null)]
    [InlineData("""{"rollback":true}""", 202, "back")]
    [InlineData("[]", 400, null)]
    public async Task Post_AnOrder_IsPassedOn(string json, int status, string? asked)
    {
        Assert.Equal(status, (await _boat.SendAsync(HttpMethod.Post, "/skServer/update", json)).Status);
        Assert.Equal(asked, _updates.Asked);
    }

    [Fact]
    public async Task Get_HowItStands_IsShown()
    {
        _updates.Status = new UpdateStatus("installing", 40, "1.1.0", null);

        var json = (await _boat.GetAsync("/skServer/update")).Json;

        Assert.Equal(("installing", 40, "1.1.0"), (json.GetProperty("state").GetString(), json.GetProperty("percent").GetInt32(), json.GetProperty("version").GetString()));
    }

    [Fact]
    public async Task Post_WhileOneIsUnderWay_IsAConflict()
    {
        _updates.Status = new UpdateStatus("installing", 40, "1.1.0", null);
        _updates.Refusal = "another update is under way";

        Assert.Equal(409, (await _boat.SendAsync(HttpMethod.Post, "/skServer/update", """{"rollback":true}""")).Status);
    }

    [Fact]
    public async Task Post_WithoutTheRight_IsRefused()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path), machine: new MachineServices { Updates = _updates });

        Assert.Equal(401, (await boat.SendAsync(HttpMethod.Post, "/skServer/update", """{"rollback":true}""")).Status);
        Assert.Null(_updates.Asked);
    }

    private sealed class Updates : IUpdates
    {
        public UpdateStatus Status { get; set; } = UpdateStatus.Idle;

        public string? Refusal { get; set; }

        public string? Asked { get; private set; }

        public long Length { get; private set; }

        public async Task<string?> UploadAsync(Stream bundle, long? length, CancellationToken cancel)
        {
            using var content = new MemoryStream();
            await bundle.CopyToAsync(content, cancel);
            Length = content.Length;
            return Refusal;
        }

        public string? Fetch(Uri url) => Refusal ?? Ask(url.ToString());

        public string? RollBack() => Refusal ?? Ask("back");

        private string? Ask(string what)
        {
            Asked = what;
            return null;
        }
    }
}
