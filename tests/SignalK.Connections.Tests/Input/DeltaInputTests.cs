using System.Text;
using SignalK.Connections.Input;
using SignalK.Connections.Options;
using SignalK.Connections.Supervision;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Input;

public sealed class DeltaInputTests : IAsyncLifetime
{
    private readonly Harness _boat = new();
    private readonly string _path = Path.GetTempFileName();
    private Connection _connection = null!;

    public async Task InitializeAsync()
    {
        _connection = await _boat.RunAsync(new PlaybackOptions { Id = "deltas", Path = _path });
        await Eventually.Is(ConnectionState.Stopped, () => _connection.Status().State);
    }

    public async Task DisposeAsync()
    {
        await _boat.DisposeAsync();
        File.Delete(_path);
    }

    [Fact]
    public void Feed_CutAnywhere_GivesTheSameDeltas()
    {
        var stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 50).Select(static i => Delta(i) + (i % 2 == 0 ? "\n" : "\r\n"))));
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            _boat.Values.Clear();
            var input = new DeltaInput(_connection, _boat.Services);
            for (var rest = stream.AsSpan(); !rest.IsEmpty;)
            {
                var length = Math.Min(rest.Length, random.Next(1, 200));
                input.Feed(rest[..length]);
                rest = rest[length..];
            }

            Assert.Equal(Enumerable.Range(1, 50).Select(static i => (double)i), _boat.Values.Select(static v => v.Value.Number));
        }
    }

    [Fact]
    public void Feed_LineWithoutEnd_IsSkippedAndWhatFollowsIsRead()
    {
        var input = new DeltaInput(_connection, _boat.Services);
        var block = new byte[64 * 1024];
        block.AsSpan().Fill((byte)'x');
        for (var i = 0; i < 40; i++)
        {
            input.Feed(block);
        }

        input.Feed(Encoding.UTF8.GetBytes("\n" + Delta(1) + "\n"));

        Assert.Single(_boat.Values);
        Assert.Equal(1, _connection.Counters.Input.OverLong);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"updates\":7}")]
    [InlineData("\u0000")]
    public void Feed_NoDelta_IsCounted(string line)
    {
        new DeltaInput(_connection, _boat.Services).Feed(Encoding.UTF8.GetBytes(line + "\n"));

        Assert.Equal(1, _connection.Counters.Input.Malformed);
        Assert.Empty(_boat.Values);
    }

    private static string Delta(int value) => $"{{\"updates\":[{{\"values\":[{{\"path\":\"a.b\",\"value\":{value}}}]}}]}}";
}
