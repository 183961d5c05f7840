using System.CommandLine;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin</c>: what an owner and an author do with plugins.</summary>
static class PluginCommand
{
    public static Command Create() => new("plugin", "Install, list and look after plugins.")
    {
        ListCommand.Create(),
    };
}
