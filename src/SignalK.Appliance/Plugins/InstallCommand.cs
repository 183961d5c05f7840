using System.CommandLine;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin install</c> and <c>remove</c>.</summary>
static class InstallCommand
{
    public static Command Create()
    {
        var options = new PluginOptions();
        var file = new Argument<string>("FILE") { Description = "The package: a .tgz of npm." };
        var integrity = new Option<string?>("--integrity") { Description = "What the package must hash to: sha512-BASE64, as npm's registry gives it.", HelpName = "SRI" };
        var command = new Command("install", "Install a plugin, or another version of it, and enable it.") { file, integrity };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Stream package;
            try
            {
                // Before anything: it may be only root who can read it.
                package = File.OpenRead(parsed.GetRequiredValue(file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return await options.RunAsync(parsed, _ => Task.FromResult(PluginAnswer.Failed(error.Message)));
            }
            await using (package)
                return await options.RunAsync(parsed, tool => tool.InstallAsync(package, parsed.GetValue(integrity), cancel));
        });
        return command;
    }

    public static Command CreateRemove()
    {
        var options = new PluginOptions();
        var id = PluginCommand.Id();
        var data = new Option<bool>("--data") { Description = "Delete its configuration, files, grants and limits too." };
        var command = new Command("remove", "Remove a plugin; its configuration and its files stay unless --data says otherwise.") { id, data };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.RunAsync(parsed, tool => tool.RemoveAsync(parsed.GetRequiredValue(id), parsed.GetValue(data))));
        return command;
    }
}
