using System.CommandLine;
using System.Text.Json.Nodes;
using SignalK.Appliance.Configuration;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Settings;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin check</c>: whether a package would load, what it asks for and what it is, without running it.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A package's directory, a module (.wasm) or a package (.tgz)." };
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON value." };
        var command = new Command("check", "Say whether a plugin would load, what it asks for, which imports are unknown, its size and features.") { path, config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var paths = ConfigPaths.Resolve(parsed.GetValue(config), Environment.GetEnvironmentVariable);
            // The limits under which it would run: of the settings, read without a trace.
            var policies = Configuration.Configuration.Load(paths, new Overrides(), readOnly: true).Settings.Plugins;
            var answer = await CheckAsync(parsed.GetRequiredValue(path), policies, cancel);
            var code = PluginPrinter.Print(
                answer, parsed.GetValue(json), parsed.InvocationConfiguration, (found, output) => PluginPrinter.Lines(output, found.Data));
            return code == ExitCode.Success && answer.Data?["loads"]?.GetValue<bool>() == true ? code : ExitCode.Failed;
        });
        return command;
    }

    internal static async Task<PluginAnswer> CheckAsync(string path, PluginPolicies policies, CancellationToken cancel)
    {
        try
        {
            if (Directory.Exists(path))
                return Report(path, policies);
            if (path.EndsWith(".wasm", StringComparison.OrdinalIgnoreCase))
                return new PluginAnswer(true, "", CheckReport.OfModule(path, policies.Limits));
            await using var package = File.OpenRead(path);
            return await PackageInstaller.InspectAsync(package, InstallOptions.Default, directory => Report(directory, policies), cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return PluginAnswer.Failed(error.Message);
        }
    }

    static PluginAnswer Report(string directory, PluginPolicies policies) =>
        PackageReader.TryRead(directory, out var faults) is { } package
            ? new PluginAnswer(true, "", CheckReport.OfPackage(package, policies))
            : PluginAnswer.Failed(string.Join("; ", faults));
}
