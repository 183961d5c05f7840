using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using SignalK.Plugins.Capabilities;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin grant</c>: what a plugin may do of what it asks for.</summary>
static class GrantCommand
{
    public static Command Create()
    {
        var options = new PluginOptions();
        var id = PluginCommand.Id();
        var grants = new Argument<string[]>("CAPABILITY=VALUE")
        {
            Description = "VALUE is true (all that it asks for), false, or a list: network=api.example.org:443,10.0.0.0/8",
            Arity = ArgumentArity.OneOrMore,
        };
        grants.Validators.Add(Check);
        var command = new Command("grant", "Grant a plugin what it asks for, or take it back, and start it anew with that.") { id, grants };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.RunAsync(
            parsed, tool => tool.GrantAsync(parsed.GetRequiredValue(id), Parse(parsed.GetRequiredValue(grants)))));
        return command;
    }

    static void Check(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
        {
            var name = token.Value.Split('=', 2);
            if (name.Length != 2 || CapabilityFacts.Find(name[0]) is null)
                result.AddError($"\"{token.Value}\": expected CAPABILITY=VALUE with one of {string.Join(", ", CapabilityFacts.All.Select(capability => capability.Name))}");
        }
    }

    internal static JsonObject Parse(IEnumerable<string> texts)
    {
        var grants = new JsonObject();
        foreach (var text in texts)
        {
            var (name, value) = text.Split('=', 2) is [var left, var right] ? (left, right) : (text, "");
            grants[name] = value switch
            {
                "true" or "all" => JsonValue.Create(true),
                "false" or "none" => JsonValue.Create(false),
                _ => new JsonArray([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(entry => (JsonNode?)JsonValue.Create(entry))]),
            };
        }
        return grants;
    }
}
