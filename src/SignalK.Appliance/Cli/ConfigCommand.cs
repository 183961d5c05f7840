using System.CommandLine;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Vendor;
using SignalK.Appliance.Hosting;

namespace SignalK.Appliance.Cli;

/// <summary><c>signalk config check</c>: everything that is wrong in a configuration directory, without starting anything.</summary>
static class ConfigCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var check = new Command("check", "Print every fault of the configuration; exit status 1 when there is one.") { config };
        check.SetAction(parsed => Check(new RunOptions { ConfigDirectory = parsed.GetValue(config) }, parsed.InvocationConfiguration.Output));
        return new Command("config", "Look after the configuration directory.") { check };
    }

    static int Check(RunOptions run, TextWriter output)
    {
        var paths = run.Paths;
        var environment = new FaultList("environment");
        var configuration = Configuration.Configuration.Load(paths, run.GetOverrides(environment), readOnly: true);
        var plan = new FaultList("settings.json");
        ConnectionPlan.Make(configuration.Settings, run, paths, VendorKit.None, plan);
        List<ConfigFault> faults = [.. environment.Faults, .. configuration.Faults, .. plan.Faults];
        foreach (var fault in faults)
            output.WriteLine($"{(fault.IsWarning ? "warning" : "error")}: {fault}");
        var errors = faults.Count(fault => !fault.IsWarning);
        output.WriteLine($"{paths.Directory}: {configuration.Settings.Connections.Count} connections, {errors} errors, {faults.Count - errors} warnings");
        return errors == 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
