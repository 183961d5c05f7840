using System.CommandLine;
using SignalK.Appliance.Cli;
using SignalK.Appliance.Device.Panel;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device;

/// <summary><c>signalk device</c>: what the units of the appliance image call. docs/image.md is the contract.</summary>
static class DeviceCommand
{
    public static Command Create() => new("device", "Look after the machine that the appliance image runs on.") { Apply(), UpdateCommand.CreateUpdate(), UpdateCommand.CreateGate(), VendorCommand.Create(), PanelCommand.Create() };

    static Command Apply()
    {
        var (paths, options) = Paths();
        var command = new Command("apply", "Apply what the owner laid on the card; the outcome goes to RESULT.txt there.");
        foreach (var option in options)
            command.Add(option);
        command.SetAction(parsed =>
        {
            // The whole result is on the card; what is secret in it has no place in a log.
            var report = new Provisioner(paths(parsed), TimeProvider.System).Apply().Report;
            foreach (var mistake in report.Mistakes)
                parsed.InvocationConfiguration.Output.WriteLine(mistake);
            foreach (var (key, text) in report.Applied)
                parsed.InvocationConfiguration.Output.WriteLine($"{key}: {text}");
            return ExitCode.Success;
        });
        return command;
    }

    internal static Option<Uri> Server() => new("--server")
    {
        Description = "Where the server answers.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:3000"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                return uri;
            result.AddError($"--server takes an address such as http://127.0.0.1:3000, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    internal static (Func<ParseResult, DevicePaths> Read, IReadOnlyList<Option> Options) Paths()
    {
        var owner = Directory("--owner", "The owner's FAT partition.", DevicePaths.Default.Owner);
        var data = Directory("--data", "The data partition.", DevicePaths.Default.Data);
        var run = Directory("--run", "What holds until the next start.", DevicePaths.Default.Run);
        var root = Directory("--root", "The root of the file system.", DevicePaths.Default.Root);
        return (parsed => new DevicePaths(Full(parsed, owner), Full(parsed, data), Full(parsed, run), Full(parsed, root)), [owner, data, run, root]);

        Option<string> Directory(string name, string description, string otherwise) =>
            new(name) { Description = description, HelpName = "DIR", DefaultValueFactory = _ => otherwise };

        string Full(ParseResult parsed, Option<string> option) => Path.GetFullPath(parsed.GetValue(option)!);
    }
}
