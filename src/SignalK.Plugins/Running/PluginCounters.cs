namespace SignalK.Plugins.Running;

/// <summary>What a plugin did since the server started, over all its runs. Written by its thread, read by anybody.</summary>
internal sealed class PluginCounters
{
    public long Calls;
    public long DeltasIn;
    public long DeltasOut;
    public long DeltasRefused;
    public long LogLines;
    public long Denied;
    public long Crashes;
    public long Reloads;
    public long MemoryBytes;
}
