using System.Net.WebSockets;
using System.Text.Json;
using SignalK.Connections.Supervision;
using SignalK.Server.Security;
using SignalK.Server.Tests.Security;

namespace SignalK.Server.Tests.Health;

public sealed class HealthReportTests
{
    private static readonly JsonSchema s_schema = new(JsonDocument.Parse(File.ReadAllBytes(Repository.Of("docs/health.schema.json"))).RootElement);

    [Fact]
    public async Task Get_Health_MeetsItsSchema()
    {
        await using var boat = await Boat.StartAsync(new ServerOptions { ConfigDirectory = AppContext.BaseDirectory });
        boat.Faults.Raise("listener:10110/tcp", "the port is in use");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{boat.Url.Authority}/signalk/v1/stream"), CancellationToken.None);

        var health = (await boat.GetAsync("/skServer/health")).Json;

        Assert.Equal([], s_schema.Validate(health));
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal("listener:10110/tcp", health.GetProperty("faults")[0].GetProperty("key").GetString());
        Assert.Equal("1.2.3", health.GetProperty("version").GetString());
        Assert.Equal("127.0.0.1", health.GetProperty("clients")[0].GetProperty("address").GetString());
        Assert.True(health.GetProperty("disk").GetProperty("freeBytes").GetInt64() > 0);
        Assert.Equal(3, health.GetProperty("model").GetProperty("contexts").GetInt32());
    }

    [Fact]
    public async Task Get_HealthWithConnections_ShowsEachWithItsCounters()
    {
        await using var boat = await Boat.StartAsync();
        boat.Connections =
        [
            new ConnectionStatus
            {
                Id = "gps", Type = "serial", State = ConnectionState.Running, Address = "/dev/ttyUSB0 at 4800 baud", Rate = 4.256,
                LastFrameAge = TimeSpan.FromMilliseconds(210.7), Input = new InputTally { Bytes = 5_000, Sentences = 80, BadChecksum = 2 }, Opened = 1,
                Clients = [new ClientStatus("10.0.0.7:5021", 10, new OutputTally(3, 100, 1), 4)],
            },
            new ConnectionStatus { Id = "wind", Type = "tcp", State = ConnectionState.Waiting, Error = "nothing listens there", RetryIn = TimeSpan.FromSeconds(2), Input = default },
        ];

        var health = (await boat.GetAsync("/skServer/health")).Json;

        Assert.Equal([], s_schema.Validate(health));
        var (gps, wind) = (health.GetProperty("connections")[0], health.GetProperty("connections")[1]);
        Assert.Equal(("running", 4.26, 210), (gps.GetProperty("state").GetString(), gps.GetProperty("rate").GetDouble(), gps.GetProperty("lastFrameAgeMs").GetInt32()));
        Assert.Equal((80, 2), (gps.GetProperty("counters").GetProperty("sentences").GetInt32(), gps.GetProperty("counters").GetProperty("badChecksum").GetInt32()));
        Assert.Equal("10.0.0.7:5021", gps.GetProperty("clients")[0].GetProperty("peer").GetString());
        Assert.Equal(("waiting", 2_000), (wind.GetProperty("state").GetString(), wind.GetProperty("retryInMs").GetInt32()));
        Assert.Equal(JsonValueKind.Null, wind.GetProperty("lastFrameAgeMs").ValueKind);
    }

    [Fact]
    public async Task Get_HealthWithoutFaults_IsOk()
    {
        await using var boat = await Boat.StartAsync();

        Assert.Equal("ok", (await boat.GetAsync("/skServer/health")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Get_HealthByAStranger_HidesWhoIsConnected()
    {
        using var users = new SecurityFile();
        await using var boat = await Boat.StartAsync(new ServerOptions { SecurityEnabled = true }, new SecurityStore(users.Path));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{boat.Url.Authority}/signalk/v1/stream"), CancellationToken.None);

        var answer = await boat.GetAsync("/skServer/health");

        Assert.Equal(200, answer.Status);
        Assert.Equal([], s_schema.Validate(answer.Json));
        Assert.False(answer.Json.GetProperty("clients")[0].TryGetProperty("address", out _));
    }

    [Fact]
    public void Validate_WrongReport_SaysWhere()
    {
        var wrong = JsonDocument.Parse("""{"status":"fine","faults":[{"key":1}]}""").RootElement;

        var errors = s_schema.Validate(wrong);

        Assert.Contains(errors, e => e.StartsWith("$.status: enum"));
        Assert.Contains(errors, e => e.StartsWith("$.faults[0].key: type"));
        Assert.Contains(errors, e => e.StartsWith("$: required"));
    }
}
