using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Hosting;

namespace SignalK.Appliance.Cli;

/// <summary><c>signalk run</c>: the appliance itself, until it is told to stop.</summary>
static class RunCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var port = new Option<int?>("--port") { Description = "Port of HTTP and WebSocket; 0: any free one. Overrules PORT and the settings.", HelpName = "N" };
        port.Validators.Add(result => Range(result, 0, 65535));
        var httpsPort = new Option<int?>("--ssl-port") { Description = "Port of HTTPS, where the settings switch it on. Overrules SSLPORT and the settings.", HelpName = "N" };
        httpsPort.Validators.Add(result => Range(result, 0, 65535));
        var listen = new Option<string[]>("--listen") { Description = "Address that every listener takes; may be repeated. Default: all of this machine's.", HelpName = "ADDR", Arity = ArgumentArity.OneOrMore };
        listen.Validators.Add(CheckAddresses);
        var demo = new Option<string?>("--demo") { Description = "Sail the built-in demo cruise, or play a recording, in place of the boat's own connections.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var speed = new Option<double>("--speed") { Description = "How many times faster than real time the demo or the recording goes.", HelpName = "X", DefaultValueFactory = _ => 1 };
        speed.Validators.Add(CheckSpeed);
        var command = new Command("run", "Run the appliance until it is told to stop (SIGTERM, Ctrl-C).") { config, port, httpsPort, listen, demo, speed };
        command.SetAction((parsed, cancel) => Runner.RunAsync(
            new RunOptions
            {
                ConfigDirectory = parsed.GetValue(config),
                HttpPort = parsed.GetValue(port),
                HttpsPort = parsed.GetValue(httpsPort),
                Listen = [.. (parsed.GetValue(listen) ?? []).Select(address => ListenAddress.Parse(address)!)],
                Demo = parsed.GetResult(demo) is not null,
                DemoFile = parsed.GetValue(demo),
                Speed = parsed.GetValue(speed),
            },
            parsed.InvocationConfiguration,
            cancel));
        return command;
    }

    static void Range(OptionResult result, int smallest, int largest)
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= smallest && value <= largest))
            result.AddError($"{result.Option.Name}: expected a number from {smallest} to {largest}, found \"{token.Value}\"");
    }

    static void CheckAddresses(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => ListenAddress.Parse(token.Value) is null))
            result.AddError($"--listen: expected an IP address, found \"{token.Value}\"");
    }

    static void CheckSpeed(OptionResult result)
    {
        if (result.Tokens is [var token] && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1e6))
            result.AddError($"--speed: expected a number above 0, found \"{token.Value}\"");
    }
}
