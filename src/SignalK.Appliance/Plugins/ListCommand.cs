using System.CommandLine;
using System.Text.Json.Nodes;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin list</c> and <c>status</c>.</summary>
static class ListCommand
{
    public static Command Create()
    {
        var options = new PluginOptions();
        var command = new Command("list", "Print every plugin that is installed.");
        options.AddTo(command);
        command.SetAction((parsed, _) => options.RunAsync(parsed, tool => tool.ListAsync(), Print));
        return command;
    }

    public static Command CreateStatus()
    {
        var options = new PluginOptions();
        var id = PluginCommand.Id();
        var command = new Command("status", "Print how a plugin is, what it used and what it may do.") { id };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.RunAsync(
            parsed, tool => tool.StatusAsync(parsed.GetRequiredValue(id)), (answer, output) => PluginPrinter.Lines(output, answer.Data)));
        return command;
    }

    static void Print(PluginAnswer answer, TextWriter output) => PluginPrinter.Table(output,
    [
        .. (answer.Data as JsonArray ?? []).OfType<JsonObject>().Select(row => (IReadOnlyList<string>)
        [
            PluginRow.Text(row, "packageName"), PluginRow.Text(row, "version"), PluginRow.Text(row, "type"),
            PluginRow.Text(row, "enabled") == "true" ? "enabled" : "off", PluginRow.Text(row, "state"), PluginRow.Text(row, "statusMessage"),
        ]),
    ]);
}
