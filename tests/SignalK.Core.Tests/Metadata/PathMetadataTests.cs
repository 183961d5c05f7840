using SignalK.Core.Metadata;
using SignalK.Core.Model;

namespace SignalK.Core.Tests.Metadata;

public sealed class PathMetadataTests
{
    [Theory]
    [InlineData("navigation.speedThroughWater", "m/s", "Vessel speed through the water")]
    [InlineData("propulsion.port.revolutions", "Hz", null)]
    [InlineData("electrical.batteries.house.capacity.stateOfCharge", "ratio", null)]
    [InlineData("electrical.ac.shore.phase.A.current", "A", null)]
    [InlineData("environment.inside.saloon.temperature", "K", null)]
    [InlineData("tanks.fuel.0.currentLevel", "ratio", null)]
    public void Find_SpecifiedPath_HasUnits(string path, string units, string? description)
    {
        var meta = PathMetadata.Find(SkPath.Of(path));

        Assert.NotNull(meta);
        Assert.Equal(units, meta.Units());
        if (description is not null)
        {
            Assert.Equal(description, meta.Description());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("navigation.speedThroughWater.nope")]
    [InlineData("navigation.speedThroughWate")]
    [InlineData("propulsion.revolutions")]
    [InlineData("propulsion.port.starboard.revolutions")]
    [InlineData("vendor.invented")]
    public void Find_PathOutsideTheSpecification_IsNull(string path) => Assert.Null(PathMetadata.Find(SkPath.Of(path)));

    [Fact]
    public void Find_EveryPatternWithItsWildcardsFilled_FindsAnEntry()
    {
        var all = PathMetadata.All().ToList();

        Assert.True(all.Count > 600);
        Assert.All(all, entry =>
        {
            Assert.NotNull(PathMetadata.Find(SkPath.Of(entry.Pattern.Replace("*", "x1"))));
            Assert.NotNull(entry.Meta.Description());
        });
    }

    [Fact]
    public void Timeout_OfAMetadataObject_IsSeconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(1.5), new SkJsonValue("""{"timeout":1.5}"""u8).Timeout());
        Assert.Null(new SkJsonValue("""{"timeout":"soon"}"""u8).Timeout());
        Assert.Null(new SkJsonValue("""{"timeout":-1}"""u8).Timeout());
        Assert.Null(new SkJsonValue("{}"u8).Timeout());
    }

    [RegeneratedFact]
    public void SpecificationTable_Regenerated_IsTheSame() =>
        Assert.Equal(File.ReadAllText(RegeneratedFactAttribute.Result.Value.Committed), RegeneratedFactAttribute.Result.Value.Text);
}
