using System.CommandLine;
using SignalK.Appliance.Device;
using SignalK.Appliance.Device.Panel;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Cli;

/// <summary><c>signalk device</c>: what the units of the appliance image call. docs/image.md is the contract.</summary>
static class DeviceCommand
{
    public static Command Create() => new("device", "Look after the machine that the appliance image runs on.") { Apply(), UpdateCommand.CreateUpdate(), UpdateCommand.CreateGate(), VendorCommand.Create(), PanelCommand.Create() };

    static Command Apply()
    {
        var (paths, options) = DeviceOptions.Paths();
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
}
