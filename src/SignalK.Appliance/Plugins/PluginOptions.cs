using System.CommandLine;
using SignalK.Appliance.Cli;

namespace SignalK.Appliance.Plugins;

/// <summary>What every command about installed plugins takes.</summary>
static class PluginOptions
{
    public static Option<string?> Config() => RunCommand.ConfigOption();

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON value." };
}
