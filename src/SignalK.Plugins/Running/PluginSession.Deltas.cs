using System.Text.Json;
using SignalK.Core.Model;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Limits;

namespace SignalK.Plugins.Running;

internal sealed partial class PluginSession
{
    // Upstream's states but "nominal": a notification that says nothing is none.
    private static readonly string[] s_states = ["normal", "alert", "warn", "alarm", "emergency"];

    private readonly DeltaReader _reader;
    private readonly DeltaReader _passingReader;
    private readonly Delta _delta = new();
    private readonly RateGate _deltaGate;

    public void HandleMessage(ReadOnlySpan<byte> delta, bool isV2)
    {
        if (!_deltaGate.TryPass())
        {
            _counters.DeltasRefused++;
            return;
        }

        // What is not kept needs no names that are.
        if ((isV2 ? _passingReader : _reader).Read(delta, _delta) is { } fault)
        {
            _counters.DeltasRefused++;
            Log(Abi.GuestLogLevel.Warning, System.Text.Encoding.UTF8.GetBytes($"sent no delta: {fault}"));
            return;
        }

        if (MayWrite(_delta))
        {
            Send(isV2);
        }
    }

    public bool PublishNotification(string path, ReadOnlySpan<byte> value)
    {
        if (!SkPath.TryGet(path, out var known) || ReadNotification(value) is not { } notification)
        {
            return false;
        }

        if (!_grant.Capabilities.CanWrite(path))
        {
            return Deny(Capability.DataWrite, path);
        }

        if (!_deltaGate.TryPass())
        {
            _counters.DeltasRefused++;
            return false;
        }

        _delta.Clear();
        _delta.Add().Add(known, notification);
        return Send(isV2: false);
    }

    private bool MayWrite(Delta delta)
    {
        if (_grant.Capabilities.Scopes[Capability.DataWrite].IsAll)
        {
            return true;
        }

        for (var i = 0; i < delta.Count; i++)
        {
            foreach (ref readonly var value in delta[i].Values)
            {
                if (!_grant.Capabilities.CanWrite(value.Path.Name))
                {
                    return Deny(Capability.DataWrite, value.Path.Name);
                }
            }

            foreach (ref readonly var meta in delta[i].Metas)
            {
                if (!_grant.Capabilities.CanWrite(meta.Path.Name))
                {
                    return Deny(Capability.DataWrite, meta.Path.Name);
                }
            }
        }

        return true;
    }

    private bool Send(bool isV2)
    {
        var taken = isV2 ? _services.Hub.Announce(_ingress, _delta) : _services.Hub.Ingest(_ingress, _delta);
        _counters.DeltasOut += taken ? 1 : 0;
        _counters.DeltasRefused += taken ? 0 : 1;
        return taken;
    }

    private static SkObject? ReadNotification(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, SkJson.ReaderOptions);
            reader.Read();
            return SkJson.ReadValue(ref reader, json).Object is { } value
                && value.Get("state") is { } state && s_states.Contains(state.Text) ? value : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
