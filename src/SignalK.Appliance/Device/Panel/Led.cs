namespace SignalK.Appliance.Device.Panel;

/// <summary>A light of the kernel.</summary>
sealed class Led
{
    readonly string _brightness;
    readonly string _full;
    bool? _isOn;

    Led(string folder, string full) => (_brightness, _full) = (Path.Combine(folder, "brightness"), full);

    /// <param name="folder">Its own below /sys/class/leds.</param>
    /// <returns>Null, with the reason, where there is none.</returns>
    public static Led? Open(string folder, out string? fault)
    {
        if (!Directory.Exists(folder))
        {
            var all = Path.GetDirectoryName(folder)!;
            fault = $"in {all} there are {(Directory.Exists(all) ? string.Join(", ", Directory.EnumerateDirectories(all).Select(Path.GetFileName).Order(StringComparer.Ordinal)) : "none")}";
            return null;
        }
        try
        {
            var full = File.ReadAllText(Path.Combine(folder, "max_brightness")).Trim();
            // What the kernel did with it until now: a heart's beat, the card's activity.
            File.WriteAllText(Path.Combine(folder, "trigger"), "none");
            fault = null;
            return new Led(folder, full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return null;
        }
    }

    public void Set(bool isOn)
    {
        if (_isOn == isOn)
            return;
        try
        {
            File.WriteAllText(_brightness, isOn ? _full : "0");
            _isOn = isOn;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A light that is gone is dark anyway.
        }
    }
}
