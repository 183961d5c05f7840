namespace SignalK.Plugins.Network;

/// <param name="Requests">Asked for by the guest.</param>
/// <param name="Failed">Without an answer, denied ones among them.</param>
/// <param name="BytesOut">Of bodies.</param>
/// <param name="BytesIn">Of bodies, unpacked.</param>
public readonly record struct FetchStatistics(long Requests, long Failed, long BytesOut, long BytesIn);
