using System.CommandLine;

namespace SignalK.Appliance.Cli;

/// <summary><c>signalk version</c>: the product's version, the runtime in it, and whether that runtime is still supported.</summary>
static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the version, the .NET runtime inside and how long it is supported.");
        command.SetAction(parsed => Print(parsed.InvocationConfiguration.Output));
        return command;
    }

    public static int Print(TextWriter output)
    {
        output.WriteLine($"signalk {Product.Version}");
        output.WriteLine(RuntimeSupport.Describe(TimeProvider.System));
        return ExitCode.Success;
    }
}
