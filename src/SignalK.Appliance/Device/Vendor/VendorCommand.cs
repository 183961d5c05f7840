using System.CommandLine;

namespace SignalK.Appliance.Device.Vendor;

/// <summary><c>signalk device vendor-check</c>.</summary>
static class VendorCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A vendor's folder: image/vendor/NAME." };
        var command = new Command("vendor-check", "Say what is wrong in a vendor's folder, before an image is built with it.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            if (!Directory.Exists(path))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"there is no folder {path}");
                return ExitCode.Failed;
            }
            var mistakes = await new VendorCheck(path).RunAsync(cancel);
            foreach (var mistake in mistakes)
                parsed.InvocationConfiguration.Error.WriteLine($"{Path.GetFileName(path)}/{mistake}");
            return mistakes.Count == 0 ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }
}
