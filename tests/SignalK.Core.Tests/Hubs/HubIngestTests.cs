using System.Text.Json.Nodes;
using SignalK.Core.Fanout;
using SignalK.Core.Model;
using SignalK.Core.Security;
using SignalK.Core.Store;

namespace SignalK.Core.Tests.Hubs;

public class HubIngestTests
{
    [Fact]
    public void Ingest_WithoutTimestampAndSource_StampsBoth()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.All);
        var delta = new Delta();
        delta.Add().Add(SkPath.Of("navigation.speedOverGround"), 3.5);

        Assert.True(f.Hub.Ingest(f.Ingress, delta));

        var expected = $$$"""
            {"context":"{{{HubFixture.Self}}}","updates":[{"$source":"test","timestamp":"2026-01-15T12:00:00.000Z",
             "values":[{"path":"navigation.speedOverGround","value":3.5}]}]}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Assert.Single(HubFixture.Read(reader))));
    }

    [Fact]
    public void Ingest_SeveralUpdates_StaysOneMessage()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.Self);
        f.SendJson("""
            {"updates":[
              {"$source":"a","timestamp":"2026-01-01T00:00:00Z","values":[{"path":"x.one","value":1},{"path":"x.two","value":"t"}]},
              {"$source":"b","values":[{"path":"x.three","value":{"longitude":1,"latitude":2}}]}]}
            """);

        var message = Assert.Single(HubFixture.Read(reader));
        Assert.Equal(["x.one=1", "x.two=\"t\"", "x.three={\"longitude\":1,\"latitude\":2}"], HubFixture.Values([message]));
        Assert.Equal("2026-01-01T00:00:00.000Z", (string?)message["updates"]![0]!["timestamp"]);
    }

    [Fact]
    public void Ingest_RootValue_BecomesPlainValuesOfTheContext()
    {
        using var f = new HubFixture();
        f.SendJson("""
            {"context":"vessels.urn:mrn:imo:mmsi:211000001","updates":[{"values":[
              {"path":"","value":{"name":"ANNA"}},{"path":"","value":{"communication":{"callsignVhf":"DABC"}}}]}]}
            """);

        var root = f.Hub.Store.Find("vessels.urn:mrn:imo:mmsi:211000001")!.Root;
        Assert.Equal("ANNA", root.Find("name")!.Static!.Value.Text);
        Assert.Equal("DABC", root.Find("communication")!.Find("callsignVhf")!.Static!.Value.Text);
    }

    [Theory]
    [InlineData("nodot")]
    [InlineData(".x")]
    [InlineData("vessels.")]
    [InlineData("vessels.a b")]
    public void Ingest_NotAContext_IsRefusedAndCounted(string context)
    {
        using var f = new HubFixture();
        Assert.False(f.Send("a.b", 1, context: context));
        Assert.Equal(1, f.Ingress.Refused);
    }

    [Fact]
    public void Ingest_WithoutTheRightToWrite_IsRefused()
    {
        using var f = new HubFixture();
        var reader = f.Hub.RegisterIngress("ro", Principal.Reader);
        var delta = new Delta();
        delta.Add().Add(SkPath.Of("a.b"), 1);
        Assert.False(f.Hub.Ingest(reader, delta));
        Assert.Null(f.Hub.Store.Self.Root.Find("a"));
    }

    [Fact]
    public void Ingest_MoreContextsThanAllowed_PutsOutTheLongestSilent()
    {
        using var f = new HubFixture(o => o with { MaxContexts = 3 });
        foreach (var mmsi in new[] { 1, 2, 3 })
        {
            f.Send("navigation.speedOverGround", 1, context: $"vessels.urn:mrn:imo:mmsi:{mmsi}");
            f.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Null(f.Hub.Store.Find("vessels.urn:mrn:imo:mmsi:1"));
        Assert.NotNull(f.Hub.Store.Find("vessels.urn:mrn:imo:mmsi:3"));
        Assert.Equal(1, f.Hub.Store.Evicted);
        Assert.NotNull(f.Hub.Store.Find("vessels.self"));
    }

    [Fact]
    public void Age_ContextSilentForLong_IsForgotten()
    {
        using var f = new HubFixture();
        f.Send("navigation.speedOverGround", 1, context: "vessels.urn:mrn:imo:mmsi:1");
        f.Time.Advance(f.Hub.Options.MaxContextAge + TimeSpan.FromSeconds(2));
        Assert.Null(f.Hub.Store.Find("vessels.urn:mrn:imo:mmsi:1"));
        Assert.Equal(1, f.Hub.AgedOut);
    }

    [Fact]
    public void Meta_IsMergedOverWhatIsKnown()
    {
        using var f = new HubFixture();
        f.Hub.DefaultMeta = p => p.Name == "a.b" ? new SkRecord(("units", "m"), ("description", "depth")) : null;
        using var reader = f.Open(FeedRule.Self);
        f.Send("a.b", 1);
        f.SendJson("""{"updates":[{"meta":[{"path":"a.b","value":{"displayName":"Depth","units":"ft"}}]}]}""");

        var meta = f.Hub.Store.Self.Root.Find("a")!.Find("b")!.Entry!.Meta!;
        Assert.Equal("""{"units":"ft","description":"depth","displayName":"Depth"}""", meta.ToString());
        Assert.Equal("ft", (string?)HubFixture.Read(reader)[1]["updates"]![0]!["meta"]![0]!["value"]!["units"]);
    }

    [Fact]
    public void Value_OfANewPath_IsThereBeforeItsMetadata()
    {
        using var f = new HubFixture();
        List<(bool HasValue, bool HasContent)> seen = [];
        f.Hub.DefaultMeta = _ =>
        {
            var node = f.Hub.Store.Self.Root.Find("a")!.Find("b")!;
            seen.Add((node.Entry!.Selected is not null, ModelWriter.HasContent(node)));
            return new SkRecord(("units", "m"));
        };

        f.Send("a.b", 1);

        Assert.Equal([(true, true)], seen);
    }

    [Fact]
    public void Path_ThatIsJustBeingMade_HasNoContent()
    {
        using var f = new HubFixture();
        var hadContent = true;
        f.Hub.DefaultMeta = _ =>
        {
            hadContent = ModelWriter.HasContent(f.Hub.Store.Self.Root.Find("a")!);
            return null;
        };

        f.SendJson("""{"updates":[{"meta":[{"path":"a.b","value":{"units":"m"}}]}]}""");

        Assert.False(hadContent);
        Assert.True(ModelWriter.HasContent(f.Hub.Store.Self.Root.Find("a")!));
    }

    [Fact]
    public void Batch_HoldsWakeUpsBackUntilItsEnd()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.Self);
        using (f.Hub.Batch())
        {
            f.Send("a.b", 1);
            f.Send("a.b", 2);
            Assert.Equal(0, f.Wakes);
        }

        Assert.Equal(1, f.Wakes);
        Assert.Equal(["a.b=1", "a.b=2"], HubFixture.Values(HubFixture.Read(reader)));
    }

    [Fact]
    public void Batch_ThatEndsWhileAnotherIsOpen_WakesAllTheSame()
    {
        using var f = new HubFixture();
        using var reader = f.Open(FeedRule.Self);
        using var busy = f.Hub.Batch();
        using (f.Hub.Batch())
        {
            f.Send("a.b", 1);
        }

        Assert.Equal(1, f.Wakes);
    }
}
