namespace SignalK.Plugins.Abi;

/// <summary>What every plugin may ask: deltas, status, paths, its configuration.</summary>
internal static class CoreImports
{
    const int VersionTwo = 2;

    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_debug", Debug),
        new("sk_set_status", SetStatus),
        new("sk_set_error", SetError),
        new("sk_handle_message", HandleMessage),
        new("sk_publish_notification", PublishNotification),
        new("sk_get_self_path", (in call) => GetPath(call, ofSelf: true)),
        new("sk_get_path", (in call) => GetPath(call, ofSelf: false)),
        new("sk_read_config", ReadConfiguration),
        new("sk_save_config", SaveConfiguration),
        new("sk_has_capability", (in call) => call.TryText(0, out var name) && call.Host.HasCapability(name) ? 1 : 0),
        new("sk_subscribe", (in call) => call.TryBytes(0, out var json) && call.Host.Subscribe(json) ? 1 : 0),
    ];

    static double Debug(in ImportCall call)
    {
        if (call.TryBytes(0, out var text))
            call.Host.Log(GuestLogLevel.Debug, text);
        return 0;
    }

    static double SetStatus(in ImportCall call)
    {
        if (call.TryText(0, out var message))
            call.Host.SetStatus(message);
        return 0;
    }

    static double SetError(in ImportCall call)
    {
        if (call.TryText(0, out var message))
            call.Host.SetError(message);
        return 0;
    }

    static double HandleMessage(in ImportCall call)
    {
        if (call.TryBytes(0, out var delta))
            call.Host.HandleMessage(delta, isV2: call.I32(2) == VersionTwo);
        return 0;
    }

    static double PublishNotification(in ImportCall call) =>
        call.TryText(0, out var path) && call.TryBytes(2, out var value) && call.Host.PublishNotification(path, value) ? 0 : -1;

    static double GetPath(in ImportCall call, bool ofSelf)
    {
        var json = call.Imports.Scratch();
        return call.TryText(0, out var path) && call.Host.WritePath(path, ofSelf, json) ? call.Put(2, json.WrittenSpan) : 0;
    }

    // A medium that is slow to sync is no fault of the guest's. The rate of saves bounds it.
    static double SaveConfiguration(in ImportCall call)
    {
        using var wait = call.Call.Wait();
        return call.TryBytes(0, out var json) && call.Host.SaveConfiguration(json) ? 0 : -1;
    }

    static double ReadConfiguration(in ImportCall call)
    {
        var json = call.Imports.Scratch();
        return call.Host.WriteConfiguration(json) ? call.Put(0, json.WrittenSpan) : 0;
    }
}
