namespace SignalK.Plugins.Tests.Sdk;

public sealed class ReferenceTests
{
    [Fact]
    public void Reference_Contract_SaysTheSame() => Assert.Null(SdkTools.Problem("node", "build/wit.mjs", "--check"));
}
