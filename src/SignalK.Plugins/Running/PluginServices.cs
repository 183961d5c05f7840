using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SignalK.Core;
using SignalK.Core.Faults;
using SignalK.Core.Providers;
using SignalK.Core.Requests;
using SignalK.Core.Streams;
using SignalK.Plugins.Abi;
using SignalK.Plugins.Capabilities;
using SignalK.Plugins.Events;
using SignalK.Plugins.Limits;
using SignalK.Plugins.Settings;
using SignalK.Wasm;
using SignalK.Wasm.Wasi;

namespace SignalK.Plugins.Running;

/// <summary>What the appliance lends to all plugins; made by the composition root.</summary>
public sealed record PluginServices
{
    public required Hub Hub { get; init; }

    public required PutHandlers PutHandlers { get; init; }

    public required ProviderRegistry Providers { get; init; }

    public required BinaryStreams Streams { get; init; }

    public required FaultBoard Faults { get; init; }

    /// <summary>Of the server and between plugins.</summary>
    public required ServerEvents Events { get; init; }

    /// <summary>The engine that runs them, made at the first plugin; null with the reason when there is none.</summary>
    public required Func<(IWasmEngine? Engine, string Reason)> Engine { get; init; }

    /// <summary>Sockets, serial ports and HTTP of one run of a plugin.</summary>
    public Func<PluginGrant, PluginDevices> Devices { get; init; } = static _ => PluginDevices.None;

    /// <summary>Whether debug lines of this namespace (<c>signalk:wasm:ID</c>) were asked for.</summary>
    public Func<string, bool> Debugs { get; init; } = static _ => false;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>What one run of a plugin may do and use.</summary>
public sealed record PluginGrant(PluginId Id, EffectiveCapabilities Capabilities, PluginLimits Limits)
{
    /// <summary>What a guest of it gets to live in, with its folders made.</summary>
    /// <exception cref="IOException">The disk says no.</exception>
    internal GuestOptions MakeOptions(PluginStorage storage, TimeProvider time)
    {
        var hasStorage = Capabilities.Has(Capability.Storage);
        var start = Limits.ForStart;
        return new GuestOptions
        {
            Package = Id.Package,
            Limits = Limits.ForCalls with { InstantiationFuel = start.InstantiationFuel },
            StartFuel = start.Fuel,
            StartDeadline = Limits.StartDeadline,
            Directory = hasStorage ? storage.Prepare(Id) : null,
            Quota = hasStorage ? new WasiQuota(Limits.StorageBytes, time: time) : null,
            Time = time,
        };
    }
}

/// <summary>The ways out of a plugin to the network and to devices; sockets and ports are disposed with the run.</summary>
public sealed record PluginDevices(IGuestSockets Sockets, IGuestSerial Serial, IGuestFetch Fetch) : IDisposable
{
    /// <summary>Nothing of all that: each call fails as if it were denied.</summary>
    public static PluginDevices None { get; } = new(NoSockets.Instance, NoSerial.Instance, NoFetch.Instance);

    public void Dispose()
    {
        Sockets.Dispose();
        Serial.Dispose();
        (Fetch as IDisposable)?.Dispose();
    }
}
