using System.CommandLine;
using SignalK.Appliance.Cli;

namespace SignalK.Appliance.Tests.Cli;

public class CommandLineTests
{
    [Fact]
    public async Task Help_AtEveryCommand_IsAnsweredAndDescribesIt()
    {
        foreach (var (path, command) in Commands([], CommandLine.Root()))
        {
            var output = new StringWriter();
            var code = await CommandLine.Root().Parse([.. path, "--help"])
                .InvokeAsync(new InvocationConfiguration { Output = output });

            Assert.Equal(ExitCode.Success, code);
            Assert.Contains(command.Description!, output.ToString());
        }
    }

    [Fact]
    public async Task Run_UnknownOption_IsWrongUse() =>
        Assert.Equal(ExitCode.WrongUse, await CommandLine.RunAsync(["version", "--no-such-option"]));

    [Fact]
    public async Task Plugin_NameWithAScope_IsNoResponseFile()
    {
        var folder = Directory.CreateTempSubdirectory("cli");
        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["plugin", "status", "@test/none", "--config", folder.FullName]));
        folder.Delete(recursive: true);
    }

    static IEnumerable<(string[] Path, Command Command)> Commands(string[] path, Command command) =>
        [(path, command), .. command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Commands([.. path, child.Name], child))];
}
