using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;

namespace SignalK.Appliance.Tests.Configuration;

public class BaseDeltasTests
{
    [Fact]
    public void SetValue_NamesWithoutADot_StandTogetherAtTheEmptyPath()
    {
        var deltas = new BaseDeltas([]);
        deltas.SetValue("name", "Peer");
        deltas.SetValue("mmsi", "230099999");
        deltas.SetValue("design.length", new JsonObject { ["overall"] = 12 });

        Assert.Equal(
            """[{"context":"vessels.self","updates":[{"values":[{"path":"","value":{"name":"Peer","mmsi":"230099999"}}]}]},{"context":"vessels.self","updates":[{"values":[{"path":"design.length","value":{"overall":12}}]}]}]""",
            deltas.Document.ToJsonString());
    }

    [Fact]
    public void SetValue_Null_RemovesItAndTheDeltaThatItEmptied()
    {
        var deltas = new BaseDeltas([]);
        deltas.SetValue("name", "Peer");
        deltas.SetValue("design.draft", 1.7);

        deltas.SetValue("name", null);
        deltas.SetValue("design.draft", null);
        deltas.SetValue("never.there", null);

        Assert.Equal("[]", deltas.Document.ToJsonString());
    }

    [Fact]
    public void SetMeta_OnAPathWithAValue_LeavesTheValue()
    {
        var deltas = new BaseDeltas([]);
        deltas.SetValue("design.draft", 1.7);
        deltas.SetMeta("design.draft", new JsonObject { ["units"] = "m" });
        deltas.SetMeta("design.draft", null);

        Assert.Null(deltas.GetMeta("design.draft"));
        Assert.Equal("1.7", deltas.GetValue("design.draft")!.ToString());
    }

    [Fact]
    public void GetValue_AnythingInTheFile_NeverThrows()
    {
        var deltas = new BaseDeltas((JsonArray)JsonNode.Parse("""[1,{"context":2},{"updates":3},{"updates":[4,{"values":5},{"values":[6,{"path":7},{"path":"","value":8}]}]}]""")!);

        Assert.Null(deltas.GetValue("name"));
        deltas.SetValue("name", "Peer");
        Assert.Equal("Peer", deltas.GetText("name"));
    }
}
