using System.Globalization;
using System.Text;
using SignalK.Core.Storage;

namespace SignalK.Appliance.Plugins;

/// <summary>
/// Whether plugins may run at this start. Not when a file asks for it (the marker on the owner's card, which the device turns into
/// one), and not when the server went down three times in a row before it had run for a while: what holds the boat's data comes first.
/// When the machine went down with it, the power did as a rule (somebody starts the engine): that takes ten times.
/// </summary>
sealed class SafeMode : IDisposable
{
    /// <summary>Starts in one run of the machine that did not last.</summary>
    public const int MostFailedStarts = 3;

    /// <summary>Runs of the machine in which none did.</summary>
    public const int MostFailedBoots = 10;

    /// <summary>A start that lasted this long was a good one.</summary>
    public static readonly TimeSpan Steady = TimeSpan.FromSeconds(60);

    /// <summary>Names the file whose being there asks for safe mode.</summary>
    public const string FileVariable = "SIGNALK_SAFE_MODE_FILE";

    const string DefaultFile = "/run/signalk-device/safe-mode";
    const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    readonly DurableFile _boots;
    readonly ITimer _timer;
    readonly Lock _gate = new();
    bool _isSettled;

    SafeMode(DurableFile boots, string? held, TimeProvider time)
    {
        (_boots, Held) = (boots, held);
        _timer = time.CreateTimer(static mode => ((SafeMode)mode!).Settle(), this, Steady, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why no plugin may run; null when they may.</summary>
    public string? Held { get; }

    /// <summary>Counts this start, durably, before any plugin runs.</summary>
    /// <param name="bootId">Of the machine's run; null: as the kernel says.</param>
    public static SafeMode Begin(string configDirectory, Func<string, string?> environment, TimeProvider time, string? bootId = null)
    {
        var file = new DurableFile(Path.Combine(configDirectory, "plugin-config-data", ".boots"), new DurableFileOptions { Generations = 1 });
        bootId ??= File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "";
        var failed = Read(file);
        // Once it is enough, it stays so until the owner has done something.
        if (failed.BootId != bootId && failed.Starts < MostFailedStarts)
            failed = (0, failed.Boots + 1, bootId);
        var marker = environment(FileVariable) is { Length: > 0 } named ? named : DefaultFile;
        var held = File.Exists(marker) ? "safe mode was asked for: plugins are not started until you enable one"
            : failed.Starts >= MostFailedStarts ? $"safe mode after {failed.Starts} failed starts: plugins are not started until you enable one"
            : failed.Boots > MostFailedBoots ? $"safe mode after {failed.Boots - 1} short runs of the machine: plugins are not started until you enable one"
            : null;
        // A medium that cannot be written must not keep plugins from running: nothing is counted then.
        _ = file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{failed.Starts + 1} {failed.Boots} {bootId}")));
        return new SafeMode(file, held, time);
    }

    /// <summary>
    /// It runs well, or was stopped on purpose. While it is in safe mode the count stays: the next start is no better before the
    /// owner has done something.
    /// </summary>
    public void Settle() => Settle(ownersWord: false);

    /// <summary>The owner let plugins run again.</summary>
    public void Leave() => Settle(ownersWord: true);

    public void Dispose() => _timer.Dispose();

    void Settle(bool ownersWord)
    {
        lock (_gate)
        {
            if (_isSettled || (Held is not null && !ownersWord))
                return;
            _isSettled = true;
            _ = _boots.Write("0 0 "u8);
        }
    }

    static (int Starts, int Boots, string BootId) Read(DurableFile file)
    {
        var found = (0, 0, "");
        file.Read(content =>
        {
            if (Encoding.UTF8.GetString(content.Span).Split(' ') is not [var starts, var boots, var bootId] || Count(starts) is not { } s || Count(boots) is not { } b)
                return "no count";
            found = (s, b, bootId);
            return null;
        });
        return found;
    }

    static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
