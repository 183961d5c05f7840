namespace SignalK.BlackBox.Tests;

public class VersionTests
{
    [Fact]
    public async Task Version_Always_NamesTheRuntimeAndItsSupport()
    {
        var result = await Binary.RunAsync("version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^signalk \d+\.\d+\.\d+\nruntime \.NET \d+\.\d+\.\d+ \(linux-[a-z0-9]+\): (supported until|OUT OF SUPPORT since) 20\d\d-\d\d-\d\d", result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("version --help")]
    public async Task Help_EachCommand_ExitsZeroWithUsage(string line)
    {
        var result = await Binary.RunAsync(line.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output);
    }

    [Fact]
    public async Task UnknownCommand_IsWrongUse_ExitsTwoAndNamesIt()
    {
        var result = await Binary.RunAsync("sail");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("sail", result.Error);
    }
}
