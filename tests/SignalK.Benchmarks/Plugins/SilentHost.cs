using System.Buffers;
using SignalK.Plugins.Abi;

namespace SignalK.Benchmarks.Plugins;

/// <summary>Takes whatever a guest says and counts deltas: what is measured is the way there.</summary>
internal sealed class SilentHost : IGuestHost
{
    public long Deltas { get; private set; }

    public IGuestSockets Sockets => throw new NotSupportedException();

    public IGuestSerial Serial => throw new NotSupportedException();

    public IGuestFetch Fetch => throw new NotSupportedException();

    public void HandleMessage(ReadOnlySpan<byte> delta, bool isV2) => Deltas++;

    public void Log(GuestLogLevel level, ReadOnlySpan<byte> text) { }

    public void SetStatus(string message) { }

    public void SetError(string message) { }

    public bool PublishNotification(string path, ReadOnlySpan<byte> value) => false;

    public bool WritePath(string path, bool ofSelf, IBufferWriter<byte> json) => false;

    public bool WriteConfiguration(IBufferWriter<byte> json) => false;

    public bool SaveConfiguration(ReadOnlySpan<byte> json) => false;

    public bool HasCapability(string name) => false;

    public bool RegisterPutHandler(string context, string path) => false;

    public bool RegisterProvider(ProviderKind kind, string name) => false;

    public bool EmitSpokes(string radarId, ReadOnlySpan<byte> data) => false;

    public bool EmitBinary(string streamId, ReadOnlySpan<byte> data) => false;

    public bool Subscribe(ReadOnlySpan<byte> json) => false;

    public bool SubscribeEvents(ReadOnlySpan<byte> types) => false;

    public bool EmitEvent(string type, ReadOnlySpan<byte> data) => false;

    public void WriteAllowedEvents(IBufferWriter<byte> json) { }
}
