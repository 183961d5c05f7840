namespace SignalK.Plugins.Network;

/// <summary>Ends a fetch with a sentence for the plugin's author.</summary>
sealed class FetchFault(string message) : Exception(message);
