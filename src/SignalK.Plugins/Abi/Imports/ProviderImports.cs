namespace SignalK.Plugins.Abi;

/// <summary>What a plugin offers to others: PUT handlers, providers, streams of bytes.</summary>
internal static class ProviderImports
{
    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        new("sk_register_put_handler", (in call) =>
            call.TryText(0, out var context) && call.TryText(2, out var path) && call.Host.RegisterPutHandler(context, path) ? 1 : 0),
        new("sk_register_resource_provider", (in call) => Register(call, ProviderKind.Resource)),
        new("sk_register_weather_provider", (in call) => Register(call, ProviderKind.Weather)),
        new("sk_register_radar_provider", (in call) => Register(call, ProviderKind.Radar)),
        new("sk_radar_emit_spokes", (in call) =>
            call.TryText(0, out var radar) && call.TryBytes(2, out var data) && call.Host.EmitSpokes(radar, data) ? 1 : 0),
        new("sk_emit_binary_stream", (in call) =>
            call.TryText(0, out var stream) && call.TryBytes(2, out var data) && call.Host.EmitBinary(stream, data) ? 1 : 0),
    ];

    static double Register(in ImportCall call, ProviderKind kind) =>
        call.TryText(0, out var name) && call.Host.RegisterProvider(kind, name) ? 1 : 0;
}
