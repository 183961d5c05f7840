using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SignalK.Appliance.Device.Update;

/// <summary>RAUC by its command line.</summary>
sealed class RaucProcess : IRauc
{
    const string Program = "rauc";

    // RAUC says some hundred lines; what it says after that is cut.
    const int MostLines = 2000;

    public async Task<BundleInfo> InspectAsync(string bundle, CancellationToken cancel) =>
        ParseInfo(await RunAsync(["info", "--output-format=json", bundle], null, cancel).ConfigureAwait(false));

    public async Task InstallAsync(string bundle, Action<int> progress, CancellationToken cancel) =>
        await RunAsync(["install", "--progress", bundle], line =>
        {
            if (ParseProgress(line) is { } percent)
                progress(percent);
        }, cancel).ConfigureAwait(false);

    public Task MarkGoodAsync(CancellationToken cancel) => RunAsync(["status", "mark-good", "booted"], null, cancel);

    public Task ActivateOtherAsync(CancellationToken cancel) => RunAsync(["status", "mark-active", "other"], null, cancel);

    internal static BundleInfo ParseInfo(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new BundleInfo(root.GetProperty("compatible").GetString() ?? "", root.GetProperty("version").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UpdateException("the file does not say what it is for");
        }
    }

    /// <summary><c> 40% Checking slot rootfs.1</c> -> 40.</summary>
    internal static int? ParseProgress(string line)
    {
        var percent = line.AsSpan().TrimStart();
        var end = percent.IndexOf('%');
        return end is > 0 and <= 3 && int.TryParse(percent[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 100 ? value : null;
    }

    static async Task<string> RunAsync(string[] arguments, Action<string>? seen, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["LC_ALL"] = "C";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new UpdateException("this machine is not updated by this server: there is no RAUC");
        }
        using (process)
        {
            var output = ReadAsync(process.StandardOutput, seen);
            var errors = ReadAsync(process.StandardError, seen);
            try
            {
                await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            var said = string.Join('\n', await output.ConfigureAwait(false));
            return process.ExitCode == 0 ? said : throw new UpdateException(RaucReason.Of([.. await errors.ConfigureAwait(false), .. await output.ConfigureAwait(false)]));
        }
    }

    static async Task<List<string>> ReadAsync(StreamReader from, Action<string>? seen)
    {
        List<string> lines = [];
        while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            seen?.Invoke(line);
            if (lines.Count < MostLines)
                lines.Add(line);
        }
        return lines;
    }
}
