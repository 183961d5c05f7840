namespace SignalK.Plugins;

/// <summary>Takes what is wrong in something that was read; the reader goes on.</summary>
/// <param name="path">Where: <c>wasmCapabilities.network[2]</c>; empty for the whole.</param>
/// <param name="reason">One clear sentence.</param>
public delegate void FaultSink(string path, string reason);
