using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Connections.Bus;
using SignalK.Connections.Options;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.TestKit;

namespace SignalK.Connections.Tests.Generation;

public sealed class GeneratedSentencesTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly Harness _boat;
    private readonly List<string> _sent = [];

    public GeneratedSentencesTests() => _boat = new Harness(s => s with { Bus = new SentenceBus(_time) }, _time);

    private int Count
    {
        get
        {
            lock (_sent)
            {
                return _sent.Count;
            }
        }
    }

    public ValueTask DisposeAsync() => _boat.DisposeAsync();

    [Fact]
    public async Task Value_Arrives_ItsSentenceGoesOut()
    {
        using var output = Output(new OutputOptions { Generate = ["DPT"], Talker = "SK" });
        Say("sounder", "environment.depth.belowTransducer", 4.2);

        _time.Advance(TimeSpan.FromMilliseconds(200));

        await Eventually.Is(1, () => Count);
        Assert.StartsWith("$SKDPT,4.20,", _sent[0], StringComparison.Ordinal);
        Assert.EndsWith("\r\n", _sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_ArrivesOften_IsSentOncePerPeriod()
    {
        using var output = Output(new OutputOptions { Generate = ["DPT"], Period = TimeSpan.FromSeconds(1) });
        for (var tenth = 0; tenth < 50; tenth++)
        {
            Say("sounder", "environment.depth.belowTransducer", tenth);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await Eventually.Is(true, () => Count >= 5);
        Assert.Equal(5, Count);
    }

    [Fact]
    public async Task Value_StandsStill_IsNotSentAgain()
    {
        using var output = Output(new OutputOptions { Generate = ["DPT"] });
        Say("sounder", "environment.depth.belowTransducer", 4.2);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.Is(1, () => Count);

        _time.Advance(TimeSpan.FromSeconds(5));
        Say("sounder", "environment.depth.belowTransducer", 4.3);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.Is(2, () => Count);
    }

    [Fact]
    public async Task Type_IsPassedThrough_IsNotMadeUntilItStops()
    {
        using var output = Output(new OutputOptions { Generate = ["DPT", "MTW"] });
        _boat.Services.Bus.Publish(this, Encoding.ASCII.GetBytes(Sentences.Make("SDDPT,9.0,0.0")));
        Say("sounder", "environment.depth.belowTransducer", 4.2);
        Say("sounder", "environment.water.temperature", 283.15);
        _time.Advance(TimeSpan.FromMilliseconds(200));

        await Eventually.Is(true, () => _sent.Any(static l => l.Contains("MTW", StringComparison.Ordinal)));
        Assert.DoesNotContain(_sent, static l => l.StartsWith("$IIDPT", StringComparison.Ordinal));

        _time.Advance(TimeSpan.FromSeconds(31));
        Say("sounder", "environment.depth.belowTransducer", 4.4);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Is(true, () => _sent.Any(static l => l.StartsWith("$IIDPT,4.40", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Type_TheOtherEndSaysItself_IsNotSentBack()
    {
        var plotter = new object();
        using var output = Output(new OutputOptions { Generate = ["DPT", "MTW"], PassThrough = false }, plotter);
        _boat.Services.Bus.Publish(plotter, Encoding.ASCII.GetBytes(Sentences.Make("SDDPT,9.0,0.0")));
        Say("sounder", "environment.depth.belowTransducer", 4.2);
        Say("sounder", "environment.water.temperature", 283.15);

        _time.Advance(TimeSpan.FromMilliseconds(200));

        await Eventually.Is(1, () => Count);
        Assert.Contains("MTW", _sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_CameFromTheOtherEnd_IsNotSentBack()
    {
        var plotter = await _boat.RunAsync(new UdpOptions { Id = "plotter", Port = 0, Listen = Harness.Loopback });
        using var output = Output(new OutputOptions { Generate = ["*"] }, plotter);
        Say("plotter", "environment.depth.belowTransducer", 4.2);
        Say("sounder", "environment.water.temperature", 283.15);

        _time.Advance(TimeSpan.FromMilliseconds(200));

        await Eventually.Is(true, () => Count > 0);
        Assert.All(_sent, static l => Assert.Contains("MTW", l, StringComparison.Ordinal));
    }

    private SentenceOutput Output(OutputOptions options, object? origin = null) => new(
        _boat.Services,
        origin ?? new object(),
        options,
        10_000,
        lines =>
        {
            lock (_sent)
            {
                _sent.AddRange(Encoding.ASCII.GetString(lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l + "\n"));
            }

            return default;
        },
        static _ => { });

    private void Say(string label, string path, double value)
    {
        var delta = new Delta();
        delta.Add(Source.Nmea0183(label, "SD", "DPT")).Add(SkPath.Of(path), value);
        _boat.Hub.Ingest(_boat.Hub.RegisterIngress(label, Principal.Server), delta);
    }
}
