using SignalK.Appliance.Device.Update;
using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Panel;

/// <summary>Lights and button of the board, beside the server: they tell also when that is gone.</summary>
/// <param name="ask">The server's health; null: it does not answer.</param>
/// <param name="say">Takes lines for the log.</param>
sealed class BoardPanel(DevicePaths paths, BoardInfo board, IMachine machine, Func<CancellationToken, Task<ServerHealth?>> ask, Action<string> say, TimeProvider time)
{
    static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(2);

    readonly ButtonHold? _hold = board.Button is { } button ? new ButtonHold(button, time) : null;
    volatile PanelSight _sight = PanelSight.Dark;

    /// <summary>Until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        List<(string Name, Led Led)> leds = [];
        foreach (var name in board.Leds.Names)
        {
            if (Led.Open(paths.InRoot($"sys/class/leds/{name}"), out var fault) is { } led)
                leds.Add((name, led));
            else
                say($"there is no light \"{name}\": {fault}");
        }
        var looking = LookAsync(stop);
        if (_hold is not null)
            new Thread(() => ReadButton(stop)) { IsBackground = true, Name = "button" }.Start();
        using var timer = new PeriodicTimer(PanelLights.Tick, time);
        for (var tick = 0L; !looking.IsCompleted; tick++)
        {
            foreach (var (name, led) in leds)
                led.Set(PanelLights.IsOn(board.Leds, name, _sight, _hold?.Asks ?? ButtonAsk.Nothing, tick));
            try
            {
                await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await looking.ConfigureAwait(false);
    }

    async Task LookAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var health = await ask(stop).ConfigureAwait(false);
            _sight = new PanelSight(
                health is not null,
                health?.Inputs.Any(input => input.LastFrameAge < s_fresh) == true,
                // Nobody's yet is not broken.
                health?.Faults.Any(fault => fault != "device:claim") == true);
            await Task.Delay(s_look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void ReadButton(CancellationToken stop)
    {
        var said = "";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var device = new FileStream(paths.InRoot(board.Button!.Device.TrimStart('/')), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
                KeyEvents.Read(device, board.Button.Key, OnKey);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (said != e.Message)
                    say($"the button cannot be read: {said = e.Message}");
            }
            _hold!.Forget();
            stop.WaitHandle.WaitOne(s_again);
        }
    }

    internal void OnKey(bool isDown)
    {
        if (isDown)
        {
            _hold!.Press();
            return;
        }
        var asked = _hold!.Release();
        if (asked == ButtonAsk.Nothing)
            return;
        say($"the button asks for {(asked == ButtonAsk.FactoryReset ? "a factory reset" : "a start without plugins")}");
        if (new PanelRequest(paths).Leave(asked) is { } error)
            say($"that could not be written: {error}");
        else
            machine.Restart();
    }
}
