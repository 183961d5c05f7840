using System.CommandLine;
using SignalK.Appliance.Cli;
using SignalK.Appliance.Configuration;
using SignalK.Plugins.Packages;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin list</c>: every plugin that is installed.</summary>
static class ListCommand
{
    public static Command Create()
    {
        var config = PluginOptions.Config();
        var command = new Command("list", "Print every plugin that is installed.") { config };
        command.SetAction(parsed => List(
            ConfigPaths.Resolve(parsed.GetValue(config), Environment.GetEnvironmentVariable),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    static int List(ConfigPaths paths, TextWriter output, TextWriter error)
    {
        foreach (var package in PackageDiscovery.Find([paths.Packages], (path, reason) => error.WriteLine($"signalk: {path}: {reason}")))
            output.WriteLine($"{package.Manifest.Name}\t{package.Manifest.Version}\t{(package.Kind == PackageKind.Wasm ? "wasm" : "node, unsupported")}");
        return ExitCode.Success;
    }
}
