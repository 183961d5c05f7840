using System.Buffers;
using SignalK.Plugins.Capabilities;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    public bool SubscribeEvents(ReadOnlySpan<byte> types) => Allows(Capability.ServerEvents) && MayChange() && _events.Subscribe(types);

    public bool EmitEvent(string type, ReadOnlySpan<byte> data) => Allows(Capability.ServerEvents) && _events.Emit(type, data);

    public void WriteAllowedEvents(IBufferWriter<byte> json) => _events.WriteAllowed(json);
}
