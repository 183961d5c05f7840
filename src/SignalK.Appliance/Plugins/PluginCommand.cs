using System.CommandLine;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin</c>: what an owner and an author do with plugins.</summary>
static class PluginCommand
{
    public static Command Create() => new("plugin", "Install, list and look after plugins.")
    {
        InstallCommand.Create(),
        ListCommand.Create(),
        ListCommand.CreateStatus(),
        Action(PluginAction.Enable, "Start a plugin, now and with the server; also one that its crashes disabled."),
        Action(PluginAction.Disable, "Stop a plugin, and keep it from starting with the server."),
        Action(PluginAction.Reload, "Load a plugin's files anew; no delta is lost."),
        Action(PluginAction.Undo, "Bring back the version before the last install."),
        GrantCommand.Create(),
        InstallCommand.CreateRemove(),
        CheckCommand.Create(),
        ReplayCommand.Create(),
        NewCommand.Create(),
    };

    internal static Argument<string> Id() => new("ID") { Description = "The package's name (@signalk/example), or the id in its addresses (_signalk_example)." };

    static Command Action(PluginAction action, string description)
    {
        var options = new PluginOptions();
        var id = Id();
        var command = new Command(action.ToString().ToLowerInvariant(), description) { id };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.RunAsync(parsed, tool => tool.ActAsync(action, parsed.GetRequiredValue(id))));
        return command;
    }
}
