using System.Text.Json;
using SignalK.Server.Rest;

namespace SignalK.Server.Tests.Rest;

public sealed class ApiTreeFuzzTests
{
    private static readonly string[] s_segments =
    [
        "vessels", "self", "urn:mrn:imo:mmsi:230099999", "shore", "basestations", "urn:mrn:imo:mmsi:002766140", "navigation", "position", "value", "values",
        "gps.GP", "meta", "units", "properties", "latitude", "sources", "gps", "GP", "sentences", "version", "name", "", ".", "..", "%2f", "0", "-1", "\ud800", "é",
        new('x', 400),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TryWrite_AnyPath_WritesOneValueOrNothing(int seed)
    {
        await using var boat = await Boat.StartAsync();
        var tree = new ApiTree(boat.Hub);
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var path = string.Join('/', Enumerable.Range(0, random.Next(9)).Select(_ => s_segments[random.Next(s_segments.Length)]));
            using var buffer = new MemoryStream();
            bool isThere;
            using (var writer = new Utf8JsonWriter(buffer))
            {
                isThere = tree.TryWrite(writer, path);
            }

            Assert.Equal(isThere, buffer.Length > 0);
            if (isThere)
            {
                found++;
                using var document = JsonDocument.Parse(buffer.ToArray());
            }
        }

        Assert.True(found > 100);
    }
}
