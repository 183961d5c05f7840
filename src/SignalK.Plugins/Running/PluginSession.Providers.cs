using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Providers;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    private const int MaxStreams = 32;

    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);

    public bool RegisterProvider(ProviderKind kind, string name)
    {
        var capability = kind switch
        {
            ProviderKind.Resource => Capability.ResourceProvider,
            ProviderKind.Weather => Capability.WeatherProvider,
            ProviderKind.Radar => Capability.RadarProvider,
            _ => Capability.AutopilotProvider,
        };
        return Allows(capability) && MayChange() && Keep(PluginProviders.Register(_calls, kind, name, _services.Providers));
    }

    public bool EmitSpokes(string radarId, ReadOnlySpan<byte> data) =>
        Allows(Capability.RadarProvider) && IsName(radarId) && Push($"radars/{radarId}", data);

    // Upstream lets anybody push into a radar's stream; a plugin that provides no radars has no business there.
    public bool EmitBinary(string streamId, ReadOnlySpan<byte> data)
    {
        const string Radars = "radars/";
        if (streamId.StartsWith(Radars, StringComparison.Ordinal))
        {
            return EmitSpokes(streamId[Radars.Length..], data);
        }

        return streamId.StartsWith($"plugins/{_grant.Id.Package}/", StringComparison.Ordinal) && Push(streamId, data);
    }

    private bool Push(string stream, ReadOnlySpan<byte> data)
    {
        if (stream.Length > Core.Streams.BinaryStreams.MaxIdLength || (!_streams.Contains(stream) && _streams.Count >= MaxStreams))
        {
            return false;
        }

        _streams.Add(stream);
        return _services.Streams.Push(stream, data);
    }

    private void EndStreams()
    {
        foreach (var stream in _streams)
        {
            _services.Streams.End(stream);
        }
    }

    private bool Keep(IDisposable? registration)
    {
        if (registration is null)
        {
            return false;
        }

        _registrations.Add(registration);
        return true;
    }

    private static bool IsName(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
