using System.CommandLine;
using System.Globalization;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Logging;
using SignalK.Appliance.Wasm;
using SignalK.Plugins;
using SignalK.Plugins.Packages;
using SignalK.Plugins.Packages.Install;
using SignalK.Plugins.Replay;
using SignalK.Wasm;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin run</c>: a plugin over a recording, the same each time.</summary>
static class ReplayCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A package's directory, a module (.wasm) or a package (.tgz)." };
        var input = new Option<string>("--input")
        {
            Required = true,
            HelpName = "FILE",
            Description = "Deltas, one a line, or a raw log of the recorder; - is standard input.",
        };
        var configuration = new Option<string>("--configuration") { HelpName = "JSON", Description = "What plugin_start gets.", DefaultValueFactory = _ => "{}" };
        var engine = new Option<string>("--engine") { Description = "managed, wasmtime or auto.", DefaultValueFactory = _ => "managed" };
        engine.AcceptOnlyFromAmong("auto", "managed", "wasmtime");
        var config = ConfigOption.Create();
        var command = new Command("run", "Replay a recording through a plugin: what it emits, and what it burned.") { path, input, configuration, engine, config };
        command.SetAction(async (parsed, cancel) =>
        {
            var paths = ConfigPaths.Resolve(parsed.GetValue(config), Environment.GetEnvironmentVariable);
            var policies = Configuration.Configuration.Load(paths, new Overrides(), readOnly: true).Settings.Plugins;
            var console = parsed.InvocationConfiguration;
            try
            {
                return await WithPackageAsync(
                    parsed.GetRequiredValue(path),
                    package => Run(package, policies.Of(package.Id), parsed.GetRequiredValue(input), parsed.GetRequiredValue(configuration), parsed.GetValue(engine), console),
                    cancel);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                console.Error.WriteLine($"signalk: {error.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }

    static async Task<int> WithPackageAsync(string path, Func<PluginPackage, int> use, CancellationToken cancel)
    {
        if (Directory.Exists(path))
            return use(Read(path));
        if (!path.EndsWith(".wasm", StringComparison.OrdinalIgnoreCase))
        {
            await using var file = File.OpenRead(path);
            return await PackageInstaller.InspectAsync(file, InstallOptions.Default, directory => use(Read(directory)), cancel);
        }
        // A module alone has no manifest: it gets what every plugin may.
        var full = Path.GetFullPath(path);
        var manifest = new PluginManifest { Name = Path.GetFileNameWithoutExtension(path), WasmPath = Path.GetFileName(path) };
        return use(new PluginPackage(Path.GetDirectoryName(full)!, manifest, PackageKind.Wasm, full, []));
    }

    static PluginPackage Read(string directory) =>
        PackageReader.TryRead(directory, out var faults) ?? throw new InvalidDataException(string.Join("; ", faults));

    static int Run(PluginPackage package, SignalK.Plugins.Settings.PluginPolicy policy, string input, string configuration, string? engineName, InvocationConfiguration console)
    {
        using var engine = ToolEngines.TryCreate(engineName, WasmEngineOptions.Default with { Deterministic = true }, out var reason);
        if (engine is null)
        {
            console.Error.WriteLine($"signalk: {reason}");
            return ExitCode.Failed;
        }
        var directory = Directory.CreateTempSubdirectory("signalk-replay-").FullName;
        try
        {
            using var loggers = new LineLoggerFactory(new LineLoggerProvider(console.Error, LogLevel.Information, journal: false, TimeProvider.System));
            using var replay = new PluginReplay(package, policy, engine, directory, loggers)
            {
                Emitted = delta => console.Output.WriteLine(System.Text.Encoding.UTF8.GetString(delta.Span)),
            };
            using var recording = input == "-" ? Console.In : File.OpenText(input);
            Replay(replay, new RecordedDeltas(recording, TimeProvider.System), configuration, console.Error);
            Print(replay.Report, engine.Name, console.Error);
            return replay.Report.Ended is null ? ExitCode.Success : ExitCode.Failed;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    static void Replay(PluginReplay replay, RecordedDeltas recording, string configuration, TextWriter errors)
    {
        var isStarted = false;
        foreach (var (json, at) in recording.Read())
        {
            if (!isStarted && !replay.Start(configuration, at ?? replay.TimeOf(json.Span)))
                return;
            isStarted = true;
            if (!replay.Hand(json.Span, at))
                return;
        }
        // A recording without a delta shows at least whether it starts.
        if (isStarted || replay.Start(configuration, null))
            replay.Stop();
        if (recording.Skipped > 0)
            errors.WriteLine($"{recording.Skipped} lines were neither deltas nor sentences");
    }

    static void Print(ReplayReport report, string engine, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Name} on the {engine} engine: {report.Deltas} deltas, {report.Polls} polls, {report.Emitted} emitted"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuel {report.Fuel}, the most in one call {report.MostFuel} ({report.MostFuelCall}); memory {report.MemoryBytes / 1024} KB"));
        if (report.Denied > 0)
            output.WriteLine($"{report.Denied} calls were denied by its capabilities");
        if (report.Refused > 0)
            output.WriteLine($"{report.Refused} of its deltas were refused: too many a second, or no deltas");
        if (report.StatusMessage.Length > 0)
            output.WriteLine($"it said: {report.StatusMessage}");
        if (report.Ended is { } ended)
            output.WriteLine($"it ended: {ended}");
    }
}
