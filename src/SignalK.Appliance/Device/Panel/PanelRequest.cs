using System.Text;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Device.Panel;

/// <summary>What the button asked for, until the next start has done it: as the markers of the card, beside what a reset erases.</summary>
sealed class PanelRequest(DevicePaths paths)
{
    const string SafeMode = "SAFE-MODE";
    const string FactoryReset = "FACTORY-RESET";

    readonly DurableFile _file = new(Path.Combine(paths.Data, "system", "button"));

    /// <returns>Null when it is on the disk; else why not.</returns>
    public string? Leave(ButtonAsk ask) => _file.Write(Encoding.ASCII.GetBytes(ask == ButtonAsk.FactoryReset ? FactoryReset : SafeMode)).Error;

    public ButtonAsk Asked => _file.Read(_ => null).Content is not { } content ? ButtonAsk.Nothing
        : Encoding.ASCII.GetString(content) switch
        {
            FactoryReset => ButtonAsk.FactoryReset,
            SafeMode => ButtonAsk.SafeMode,
            _ => ButtonAsk.Nothing,
        };

    public void Forget() => _file.Delete();
}
