using Microsoft.Extensions.Time.Testing;

namespace SignalK.Appliance.Tests;

public class RuntimeSupportTests
{
    [Theory]
    [InlineData(9, "2026-11-09T23:59:59Z", "supported until 2026-11-10")]
    [InlineData(9, "2026-11-10T00:00:00Z", "OUT OF SUPPORT since 2026-11-10")]
    [InlineData(10, "2026-11-22T00:00:00Z", "supported until 2028-11-14")]
    [InlineData(99, "2026-11-22T00:00:00Z", "end of support unknown")]
    public void Describe_ByDate_SaysWhetherTheRuntimeIsSupported(int major, string now, string said)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(now));

        var text = RuntimeSupport.Describe($".NET {major}.0.1", major, time);

        Assert.StartsWith($"runtime .NET {major}.0.1 (", text);
        Assert.Contains(said, text);
    }
}
