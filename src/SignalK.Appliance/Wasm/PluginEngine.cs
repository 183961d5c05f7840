using SignalK.Core.Faults;
using SignalK.Server.Health;
using SignalK.Wasm;

namespace SignalK.Appliance.Wasm;

/// <summary>The engine for plugins, chosen by the settings after everything that carries the boat's data runs.</summary>
sealed partial class PluginEngine(WasmEnginePreference preference, FaultBoard faults, ILogger log)
{
    volatile EngineStatus _status = EngineStatus.None with { Reason = "not chosen yet" };
    Task _choice = Task.CompletedTask;

    public EngineStatus Status => _status;

    /// <summary>Chooses in the background.</summary>
    public void Choose(CancellationToken stop) => _choice = Task.Run(() => ChooseAsync(stop), CancellationToken.None);

    /// <summary>Returns when nothing runs in the background any more.</summary>
    public Task StopAsync() => _choice;

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
