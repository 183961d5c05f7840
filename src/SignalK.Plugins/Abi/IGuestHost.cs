using System.Buffers;

namespace SignalK.Plugins.Abi;

/// <summary>
/// What one running guest can ask of the appliance: the far side of its imports. Called on the plugin's own thread, inside a
/// guest's call. Nothing here throws for what a guest did: a denied or failed request returns the failure value and is counted.
/// </summary>
/// <remarks>Texts and JSON come as UTF-8 that was checked to lie in the guest's memory, and must be copied to be kept.</remarks>
public interface IGuestHost
{
    /// <summary>A line of the plugin's own log.</summary>
    void Log(GuestLogLevel level, ReadOnlySpan<byte> text);

    /// <summary>An empty message takes the status away.</summary>
    void SetStatus(string message);

    void SetError(string message);

    /// <summary>A delta of the guest's (<c>sk_handle_message</c>); v2 deltas are sent on and not kept in the v1 model.</summary>
    void HandleMessage(ReadOnlySpan<byte> delta, bool isV2);

    /// <param name="path">As the guest gave it: <c>notifications.mob</c>.</param>
    /// <param name="value">An object with a <c>state</c>.</param>
    bool PublishNotification(string path, ReadOnlySpan<byte> value);

    /// <summary>Writes the node of the full model as JSON; false when there is none or it may not be read.</summary>
    /// <param name="path">Below the own vessel, or with <paramref name="ofSelf"/> false the whole: <c>vessels.self.navigation</c>.</param>
    bool WritePath(string path, bool ofSelf, IBufferWriter<byte> json);

    /// <summary>The <c>configuration</c> member as it stands on disk; <c>{}</c> without one.</summary>
    bool WriteConfiguration(IBufferWriter<byte> json);

    bool SaveConfiguration(ReadOnlySpan<byte> json);

    bool HasCapability(string name);

    bool RegisterPutHandler(string context, string path);

    /// <param name="name">The resource type, or the provider's name.</param>
    bool RegisterProvider(ProviderKind kind, string name);

    /// <summary>To the binary stream <c>radars/ID</c>.</summary>
    bool EmitSpokes(string radarId, ReadOnlySpan<byte> data);

    bool EmitBinary(string streamId, ReadOnlySpan<byte> data);

    /// <summary>Narrows what <c>delta_handler</c> gets: a subscription message, or an array of them.</summary>
    bool Subscribe(ReadOnlySpan<byte> json);

    /// <param name="types">A JSON array of names; an empty one asks for all that are allowed.</param>
    bool SubscribeEvents(ReadOnlySpan<byte> types);

    bool EmitEvent(string type, ReadOnlySpan<byte> data);

    void WriteAllowedEvents(IBufferWriter<byte> json);

    IGuestSockets Sockets { get; }

    IGuestSerial Serial { get; }

    IGuestFetch Fetch { get; }
}

public enum GuestLogLevel : byte
{
    Debug,
    Information,
    Warning,
    Error,
}

public enum ProviderKind : byte
{
    Resource,
    Weather,
    Radar,
    Autopilot,
}
