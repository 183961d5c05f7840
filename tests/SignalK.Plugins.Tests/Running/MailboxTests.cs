using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalK.Core;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Plugins.Running;

namespace SignalK.Plugins.Tests.Running;

public sealed class MailboxTests : IDisposable
{
    private readonly Hub _hub;
    private readonly Ingress _ingress;
    private int _wakes;

    public MailboxTests()
    {
        _hub = new Hub(new HubOptions { Self = "vessels.urn:mrn:signalk:uuid:1", MaxReaderLag = 512 * 1024 }, new FakeTimeProvider());
        _ingress = _hub.RegisterIngress("test", Principal.Server);
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void Next_SomeDeltas_GivesThemInOrder()
    {
        using var mailbox = Open();
        Send("a.b", 1);
        Send("a.b", 2);
        Assert.True(_wakes >= 1);
        Assert.True(mailbox.Bytes > 0);
        Assert.Equal([1, 2], Drain(mailbox));
        Assert.Equal(0, mailbox.Bytes);
    }

    [Fact]
    public void Open_NarrowerWhileSomeWait_LosesAndRepeatsNothing()
    {
        using var mailbox = Open();
        Send("a.b", 1);
        mailbox.Open([new FeedRule(ContextPattern.Self, new PathPattern("a.*"))]);
        Send("x.y", 2);
        Send("a.b", 3);
        Assert.Equal([1, 3], Drain(mailbox));
    }

    [Fact]
    public void TrimToReplay_MoreThanTheBuffer_DropsTheOldestAndKeepsTheOrder()
    {
        using var mailbox = Open();
        for (var i = 0; i < Mailbox.MaxReplay + 5; i++)
        {
            Send("a.b", i);
        }

        mailbox.TrimToReplay();
        Send("a.b", 5000);
        Assert.Equal([.. Enumerable.Range(5, Mailbox.MaxReplay).Select(i => (double)i), 5000], Drain(mailbox));
        Assert.Equal(5, mailbox.Dropped);
    }

    [Fact]
    public void Next_FarBehind_GoesOnWithTheNewestValues()
    {
        using var mailbox = Open();
        for (var i = 0; i < 20_000; i++)
        {
            Send("a.b", i);
        }

        Assert.Equal([19_999], Drain(mailbox));
        Assert.Equal(1, mailbox.Overruns);
        Send("a.b", 7);
        Assert.Equal([7], Drain(mailbox));
    }

    private Mailbox Open()
    {
        var mailbox = new Mailbox(_hub, () => _wakes++);
        mailbox.Open([FeedRule.All]);
        return mailbox;
    }

    private void Send(string path, double value)
    {
        var delta = new Delta();
        delta.Add().Add(SkPath.Of(path), value);
        Assert.True(_hub.Ingest(_ingress, delta));
    }

    private static List<double> Drain(Mailbox mailbox)
    {
        var values = new List<double>();
        while (mailbox.Next() is { IsEmpty: false } json)
        {
            var text = Encoding.UTF8.GetString(json);
            using var document = System.Text.Json.JsonDocument.Parse(text);
            values.AddRange(document.RootElement.GetProperty("updates").EnumerateArray()
                .SelectMany(u => u.GetProperty("values").EnumerateArray()).Select(v => v.GetProperty("value").GetDouble()));
        }

        return values;
    }
}
