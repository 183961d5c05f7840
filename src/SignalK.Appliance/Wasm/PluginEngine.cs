using SignalK.Core.Faults;
using SignalK.Server.Health;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary>The engine for plugins, chosen by the settings after everything that carries the boat's data runs.</summary>
sealed partial class PluginEngine(WasmEnginePreference preference, FaultBoard faults, ILogger log)
{
    volatile EngineStatus _status = EngineStatus.None with { Reason = "not chosen yet" };
    readonly Lock _gate = new();
    Task _choice = Task.CompletedTask;
    IWasmEngine? _engine;

    public EngineStatus Status => _status;

    /// <summary>Chooses in the background.</summary>
    public void Choose(CancellationToken stop) => _choice = Task.Run(() => ChooseAsync(stop), CancellationToken.None);

    /// <summary>Completes when it is chosen.</summary>
    public Task Chosen => _choice;

    /// <summary>The engine, made when the first plugin asks: a boat without plugins has none in memory.</summary>
    public (IWasmEngine? Engine, string Reason) Get()
    {
        lock (_gate)
        {
            if (_engine is null && _status.Name != EngineStatus.None.Name)
            {
                _engine = ToolEngines.TryCreate(_status.Name, WasmEngineOptions.Default, out var reason);
                if (_engine is null)
                    return (null, reason);
            }
            return (_engine, _status.Reason);
        }
    }

    /// <summary>Returns when nothing runs in the background any more; every plugin is gone by then.</summary>
    public async Task StopAsync()
    {
        await _choice;
        lock (_gate)
        {
            _engine?.Dispose();
            _engine = null;
        }
    }

    async Task ChooseAsync(CancellationToken stop)
    {
        try
        {
            _status = await EngineProbe.RunAsync(preference, stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        if (_status.Name != EngineStatus.None.Name)
        {
            LogChosen(log, _status.Reason);
            return;
        }
        // Wasmtime was demanded: the owner's setting cannot be kept.
        faults.Raise("wasm.engine", $"no plugin can run: {_status.Reason}");
        LogNone(log, _status.Reason);
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "plugins run on {Reason}")]
    static partial void LogChosen(ILogger logger, string reason);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "no plugin can run: {Reason}")]
    static partial void LogNone(ILogger logger, string reason);
}
