using SignalK.Connections.Options;

namespace SignalK.Appliance.Configuration;

/// <summary>NMEA 0183 sentences sent out, as <c>appliance.outputs</c> in settings.json says.</summary>
/// <param name="To"><c>tcp</c> (the NMEA 0183 port), <c>udp:HOST:PORT</c>, or <c>connection:ID</c>.</param>
sealed record OutputSettings(string To, OutputOptions Options);
