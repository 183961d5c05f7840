using System.Buffers;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    public bool SubscribeEvents(ReadOnlySpan<byte> types) => Allows(Capability.ServerEvents) && false;

    public bool EmitEvent(string type, ReadOnlySpan<byte> data) => Allows(Capability.ServerEvents) && false;

    public void WriteAllowedEvents(IBufferWriter<byte> json) => json.Write("[]"u8);
}
