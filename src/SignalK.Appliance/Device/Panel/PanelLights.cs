using SignalK.Appliance.Device.Vendor;

namespace SignalK.Appliance.Device.Panel;

/// <summary>What the lights tell.</summary>
/// <param name="IsReady">The server answers.</param>
/// <param name="HasData">Something comes from an instrument.</param>
/// <param name="HasFault">The page has something to tell.</param>
sealed record PanelSight(bool IsReady, bool HasData, bool HasFault)
{
    public static PanelSight Dark { get; } = new(false, false, false);
}

/// <summary>Which lights are on, four times a second; docs/vendors.md explains them to whoever makes the box.</summary>
static class PanelLights
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <param name="asks">What the button would do now.</param>
    public static bool IsOn(BoardLeds leds, string led, PanelSight sight, ButtonAsk asks, long tick)
    {
        if (asks != ButtonAsk.Nothing)
            return asks == ButtonAsk.FactoryReset || tick % 4 < 2;
        if (leds.Fault == led && sight.HasFault)
            return tick % 2 == 0;
        var isOn = leds.Power == led || (leds.Ready == led && sight.IsReady);
        return leds.Data == led && sight.HasData && tick % 4 == 0 ? !isOn : isOn;
    }
}
