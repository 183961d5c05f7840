using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>What an owner does with a plugin.</summary>
internal static class PluginActions
{
    public static async Task ConfigureAsync(Exchange exchange, IPluginHost host, PluginStatus plugin)
    {
        var body = await Body.ReadAsync(exchange).ConfigureAwait(false);
        var result = await host.ConfigureAsync(plugin.Id.Derived, body).ConfigureAwait(false);
        await (result.Succeeded
            ? JsonReply.TextAsync(exchange, 200, $"Saved configuration for plugin {plugin.Id.Derived}")
            : PluginReply.ErrorAsync(exchange, StatusOf(result.Outcome), result.Message)).ConfigureAwait(false);
    }

    public static async Task ActAsync(Exchange exchange, Task<PluginResult> action)
    {
        var result = await action.ConfigureAwait(false);
        await JsonReply.SendAsync(exchange, StatusOf(result.Outcome), result, static (writer, outcome) =>
        {
            writer.WriteStartObject();
            writer.WriteString("state"u8, outcome.Succeeded ? "COMPLETED"u8 : "FAILED"u8);
            writer.WriteNumber("statusCode"u8, StatusOf(outcome.Outcome));
            writer.WriteString("message"u8, outcome.Message);
            if (outcome.Id is { } id)
            {
                writer.WriteString("id"u8, id.Derived);
                writer.WriteString("packageName"u8, id.Package);
            }

            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static int StatusOf(PluginOutcome outcome) => outcome switch
    {
        PluginOutcome.Done => 200,
        PluginOutcome.NotFound => 404,
        PluginOutcome.BadRequest => 400,
        PluginOutcome.Locked => 403,
        _ => 500,
    };
}
