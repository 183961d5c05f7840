using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Panel;

enum ButtonAsk
{
    Nothing,
    SafeMode,
    FactoryReset,
}

/// <summary>A button that is held: nothing happens until it is let go, so that whoever sees the lights can still think again.</summary>
sealed class ButtonHold(BoardButton button, TimeProvider time)
{
    // A cushion, a rope.
    static readonly TimeSpan s_leaning = TimeSpan.FromSeconds(60);

    readonly Lock _gate = new();
    long? _since;

    /// <summary>What letting go would do now.</summary>
    public ButtonAsk Asks
    {
        get
        {
            lock (_gate)
            {
                if (_since is not { } since)
                    return ButtonAsk.Nothing;
                var held = time.GetElapsedTime(since);
                return held >= s_leaning || held < button.SafeMode ? ButtonAsk.Nothing
                    : held >= button.FactoryReset ? ButtonAsk.FactoryReset : ButtonAsk.SafeMode;
            }
        }
    }

    public void Press()
    {
        lock (_gate)
            _since ??= time.GetTimestamp();
    }

    public ButtonAsk Release()
    {
        lock (_gate)
        {
            var asks = Asks;
            _since = null;
            return asks;
        }
    }

    /// <summary>The device went away under the finger.</summary>
    public void Forget()
    {
        lock (_gate)
            _since = null;
    }
}
