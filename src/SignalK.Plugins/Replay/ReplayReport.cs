namespace SignalK.Plugins.Replay;

/// <summary>What a plugin did with a recording. The same recording, plugin and settings give the same report.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Ended">Why it ended before the recording: a trap or a refusal in one line; null when it came to the end.</param>
/// <param name="Deltas">Handed to its <c>delta_handler</c>.</param>
/// <param name="Emitted">By it.</param>
/// <param name="Polls">Calls of <c>poll</c>, one for each second of the recording.</param>
/// <param name="Fuel">Burned by all calls.</param>
/// <param name="MostFuel">Burned by the most expensive of them.</param>
/// <param name="MostFuelCall">Its name.</param>
/// <param name="MemoryBytes">At the end.</param>
/// <param name="Denied">Calls that its capabilities do not allow.</param>
/// <param name="Refused">Deltas beyond what it may send a second, or that were none.</param>
/// <param name="StatusMessage">What it last said of itself.</param>
public sealed record ReplayReport(
    string Name, string? Ended, long Deltas, long Emitted, long Polls, ulong Fuel, ulong MostFuel, string MostFuelCall, long MemoryBytes, long Denied,
    long Refused, string StatusMessage);
