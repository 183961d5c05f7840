using SignalK.Wasm.Tests.Contract;

namespace SignalK.TestKit.Plugins;

public static partial class TorturePlugins
{
    /// <summary>Every way into a guest, with its type.</summary>
    static readonly (string Export, string Type)[] s_entries =
    [
        ("", ":"), ("_initialize", ":"), ("plugin_name", "ii:i"), ("plugin_schema", "ii:i"), ("http_endpoints", "ii:i"), ("plugin_start", "ii:i"),
        ("plugin_stop", ":i"), ("poll", ":i"), ("delta_handler", "ii:"), ("event_handler", "ii:"), ("handle_get", "iiii:i"),
        ("handle_put_vessels_self_torture_switch", "iiii:i"), ("resources_list_resources", "iiii:i"), ("allocate", "i:i"),
    ];

    /// <summary>The names of <see cref="Loop"/>'s entries; the empty one is the module's start function.</summary>
    public static IReadOnlyList<string> LoopEntries { get; } = [.. s_entries.Select(e => e.Export)];

    public static IReadOnlyList<string> TrapEntries => LoopEntries;

    /// <summary>Goes round in one entry point and never comes back.</summary>
    public static HandPlugin Loop(string entry) => InOne("loop", entry, new Code().Forever(new Code()));

    /// <summary>Traps in one entry point every time.</summary>
    public static HandPlugin Trap(string entry) => InOne("trap", entry, new Code().Unreachable());

    // All entries are there, so that all are entered; one of them does it.
    static HandPlugin InOne(string what, string entry, Code deed)
    {
        var module = new HandModule(
            ("sk_register_put_handler", "iiii:i"), ("sk_register_resource_provider", "ii:i"), ("sk_subscribe_events", "ii:i"), ("sk_emit_event", "iiii:i"));
        foreach (var (export, type) in s_entries)
        {
            if (export == entry && export.Length == 0)
                module.AtInstantiation(deed);
            else if (export == entry)
                module.Function(export, type, deed);
            else if (Harmless(module, export) is { } body)
                module.Function(export, type, body);
        }
        return Torture($"{what}-{(entry.Length == 0 ? "start-function" : entry.Replace('_', '-').TrimStart('-'))}", module);
    }

    static Code? Harmless(HandModule module, string export) => export switch
    {
        "plugin_start" => Register(module, new Code()).I32Const(0),
        "poll" => module.Push(module.Push(new Code(), "tick"), "1").Call(module["sk_emit_event"]).Drop().I32Const(0),
        "http_endpoints" => module.Answer(Endpoints, output: 0),
        "delta_handler" or "event_handler" => new Code(),
        "handle_get" => module.Answer("""{"statusCode":200,"body":"well"}""", output: 2),
        "handle_put_vessels_self_torture_switch" => module.Answer("""{"state":"COMPLETED","statusCode":200}""", output: 2),
        "resources_list_resources" => module.Answer("{}", output: 2),
        _ => null,
    };

    static Code Register(HandModule module, Code code)
    {
        code = module.Push(module.Push(code, "vessels.self"), PutPath).Call(module["sk_register_put_handler"]).Drop();
        code = module.Push(code, Resource).Call(module["sk_register_resource_provider"]).Drop();
        return module.Push(code, "[]").Call(module["sk_subscribe_events"]).Drop();
    }
}
