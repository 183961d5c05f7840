using System.Diagnostics;
using System.Text.Json;

namespace SignalK.Appliance.Device.Update;

/// <summary>The machine that is updated, as docs/image.md has it.</summary>
interface IMachine
{
    /// <summary>The slot that runs: <c>A</c> or <c>B</c>; null: this is no machine with slots.</summary>
    string? Slot { get; }

    /// <summary>Whether the slot that runs has yet to be committed.</summary>
    bool IsTrial { get; }

    /// <summary>Of the root that runs.</summary>
    string Version { get; }

    /// <summary>The kind of machine, as bundles name it.</summary>
    string? Compatible { get; }

    /// <summary>Another one after each start.</summary>
    string BootId { get; }

    /// <summary>Starts the machine anew; into the trial where one is armed.</summary>
    void Restart();
}

sealed class Machine(DevicePaths paths) : IMachine
{
    public string? Slot => Read("run/signalk-boot/slot");

    public bool IsTrial => Run(paths.InRoot("usr/lib/signalk/update/bootchooser"), "is-trial") == 0;

    public string Version
    {
        get
        {
            try
            {
                using var image = JsonDocument.Parse(Read("usr/lib/signalk/image.json") ?? "{}");
                return image.RootElement.TryGetProperty("version", out var version) ? version.ToString() : Product.Version;
            }
            catch (JsonException)
            {
                return Product.Version;
            }
        }
    }

    public string? Compatible => Read("etc/rauc/system.conf")?.Split('\n')
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).FirstOrDefault(pair => pair is ["compatible", _])?[1];

    public string BootId => Read("proc/sys/kernel/random/boot_id") ?? "";

    public void Restart() => Run("systemctl", "reboot");

    /// <returns>The exit status; null: it could not be started.</returns>
    static int? Run(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [argument]) { UseShellExecute = false });
            process?.WaitForExit();
            return process?.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    string? Read(string path)
    {
        try
        {
            return File.ReadAllText(paths.InRoot(path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
