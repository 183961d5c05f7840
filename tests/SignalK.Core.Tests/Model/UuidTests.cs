using SignalK.Core.Model;

namespace SignalK.Core.Tests.Model;

public class UuidTests
{
    [Fact]
    public void New_Always_IsOfVersionFourAndUnique()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => Uuid.New().ToString()).ToHashSet();

        Assert.Equal(1000, made.Count);
        Assert.All(made, uuid => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", uuid));
    }
}
