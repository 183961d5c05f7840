using System.CommandLine;

namespace SignalK.Appliance;

/// <summary>Where the configuration is, of every command that needs it.</summary>
static class ConfigOption
{
    public static Option<string?> Create() => new("--config", "-c")
    {
        Description = "The configuration directory. Default: SIGNALK_NODE_CONFIG_DIR, else ~/.signalk.",
        HelpName = "DIR",
    };
}
