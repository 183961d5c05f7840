namespace SignalK.Plugins.Abi;

/// <summary>The server's events, as upstream's unmerged branch had them.</summary>
internal static class EventImports
{
    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_subscribe_events", (in call) => call.TryBytes(0, out var types) && call.Host.SubscribeEvents(types) ? 1 : 0),
        new("sk_emit_event", (in call) =>
            call.TryText(0, out var type) && call.TryBytes(2, out var data) && call.Host.EmitEvent(type, data) ? 1 : 0),
        new("sk_get_allowed_event_types", (in call) =>
        {
            var json = call.Imports.Scratch();
            call.Host.WriteAllowedEvents(json);
            return call.Put(0, json.WrittenSpan);
        }),
    ];
}
