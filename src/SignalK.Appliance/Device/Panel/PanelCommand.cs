using System.CommandLine;
using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Panel;

/// <summary><c>signalk device panel</c>.</summary>
static class PanelCommand
{
    public static Command Create()
    {
        var (paths, options) = DeviceOptions.Paths();
        var server = DeviceOptions.Server();
        var command = new Command("panel", "Serve the lights and the button that the board's file names, until it is stopped.") { server };
        foreach (var option in options)
            command.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            var unit = paths(parsed);
            var board = VendorKit.Load(unit.Vendor).Board;
            var output = parsed.InvocationConfiguration.Output;
            if (board.Leds.Names.Count == 0 && board.Button is null)
            {
                output.WriteLine("the board's file names neither lights nor a button");
                return ExitCode.Success;
            }
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            await new BoardPanel(unit, board, new Machine(unit), stop => ServerHealth.AskAsync(client, parsed.GetValue(server)!, stop), output.WriteLine, TimeProvider.System).RunAsync(cancel);
            return ExitCode.Success;
        });
        return command;
    }
}
