using System.Text;
using System.Text.Json;
using SignalK.Server.Http;

namespace SignalK.Server.Tests.Http;

public class FormTreeTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("?a", """{"a":""}""")]
    [InlineData("a=1&a=2&a=3", """{"a":["1","2","3"]}""")]
    [InlineData("a[1]=b&a[0]=a", """{"a":["a","b"]}""")]
    [InlineData("a[25]=x", """{"a":{"25":"x"}}""")]
    [InlineData("a[b]=1&a[c]=2", """{"a":{"b":"1","c":"2"}}""")]
    [InlineData("a[][b]=1&a[][b]=2", """{"a":[{"b":"1"},{"b":"2"}]}""")]
    [InlineData("a[b][c][d][e][f][g]=1", """{"a":{"b":{"c":{"d":{"e":{"f":{"[g]":"1"}}}}}}}""")]
    [InlineData("a[=1", """{"a":"1"}""")]
    [InlineData("__proto__[x]=1&a[constructor]=2&b=3", """{"b":"3"}""")]
    [InlineData("a=%E4%zz&b=x+y", """{"a":"%E4%zz","b":"x y"}""")]
    [InlineData("[a]=1&[=2", """{"a":"1","[":"2"}""")]
    [InlineData("&&=&", "{}")]
    public void Parse_ReadsWhatExpressWould(string text, string expected)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            FormTree.Parse(text).Write(writer);
        }

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.ToArray()));
    }

    [Fact]
    public void Parse_OfMoreParametersThanAllowed_LeavesTheRest()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            FormTree.Parse(string.Join('&', Enumerable.Range(0, 1_200).Select(i => $"p{i}=x"))).Write(writer);
        }

        Assert.Equal(1_000, JsonDocument.Parse(buffer.ToArray()).RootElement.EnumerateObject().Count());
    }
}
