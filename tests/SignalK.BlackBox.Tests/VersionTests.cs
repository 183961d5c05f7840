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

    [Fact]
    public async Task Help_EveryCommand_ExitsZeroWithUsage()
    {
        Queue<string[]> commands = new([[]]);
        var seen = 0;
        while (commands.TryDequeue(out var command))
        {
            var result = await Binary.RunAsync([.. command, "--help"]);

            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Contains($"signalk {string.Join(' ', command)}".TrimEnd(), result.Output);
            seen++;
            var listed = result.Output.Split("Commands:\n").ElementAtOrDefault(1)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
            foreach (var line in listed.Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' '))
                commands.Enqueue([.. command, line.Trim().Split(' ')[0]]);
        }
        Assert.True(seen >= 5, $"only {seen} commands answered");
    }

    [Fact]
    public async Task UnknownCommand_IsWrongUse_ExitsTwoAndNamesIt()
    {
        var result = await Binary.RunAsync("sail");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("sail", result.Error);
    }
}
