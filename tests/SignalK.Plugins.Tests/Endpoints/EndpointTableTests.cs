using SignalK.Plugins.Endpoints;

namespace SignalK.Plugins.Tests.Endpoints;

public class EndpointTableTests
{
    [Theory]
    [InlineData("/api/info", "/api/info", "")]
    [InlineData("/api/info", "/API/Info/", "")]
    [InlineData("api/:id", "/api/5", "id=5")]
    [InlineData("/api/:id", "/api/a%20b", "id=a b")]
    [InlineData("/api/:id/:part?", "/api/5", "id=5")]
    [InlineData("/files/*", "/files/a/b.txt", "0=a/b.txt")]
    [InlineData("/*.json", "/x.json", "0=x")]
    [InlineData("/a/*/z", "/a/b/c/z", "0=b/c")]
    [InlineData("/", "/", "")]
    public void Find_MatchingPath_GivesHandlerAndParameters(string pattern, string path, string parameters)
    {
        var found = Table(pattern).Find("GET", path);
        Assert.Equal("handle", found?.Handler);
        Assert.Equal(parameters, string.Join(',', found!.Value.Parameters.Select(p => $"{p.Key}={p.Value}")));
    }

    [Theory]
    [InlineData("/api/info", "/api")]
    [InlineData("/api/info", "/api/info/more")]
    [InlineData("/api/:id", "/api")]
    [InlineData("/*.json", "/x.js")]
    public void Find_OtherPath_FindsNothing(string pattern, string path) => Assert.Null(Table(pattern).Find("GET", path));

    [Fact]
    public void Find_OtherMethod_FindsNothing() => Assert.Null(Table("/x").Find("POST", "/x"));

    [Fact]
    public void Find_ManyStarsAndALongPath_EndsAtOnce() =>
        Assert.Null(Table(string.Concat(Enumerable.Repeat("/*", 30)) + "/end").Find("GET", string.Concat(Enumerable.Repeat("/a", 200))));

    [Theory]
    [InlineData("{}", 1, 0)]
    [InlineData("nonsense", 1, 0)]
    [InlineData("""[{"method":"get","path":"/a","handler":"h"},{"method":"PATCH","path":"/b","handler":"h"},7]""", 2, 1)]
    public void Parse_Faulty_KeepsWhatIsGood(string json, int faultCount, int count)
    {
        var faults = new List<string>();
        Assert.Equal(count, EndpointTable.Parse(json, faults).Count);
        Assert.Equal(faultCount, faults.Count);
    }

    private static EndpointTable Table(string pattern) =>
        EndpointTable.Parse($$"""[{"method":"get","path":"{{pattern}}","handler":"handle"}]""", []);
}
