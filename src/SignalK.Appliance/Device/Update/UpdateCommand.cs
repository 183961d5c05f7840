using System.CommandLine;
using SignalK.Appliance.Device.Unit;

namespace SignalK.Appliance.Device.Update;

/// <summary><c>signalk device update</c> and <c>signalk device health-gate</c>.</summary>
static class UpdateCommand
{
    public static Command CreateUpdate()
    {
        var stick = new Option<FileInfo?>("--stick") { Description = "Install the bundle of a stick that was plugged in, unless it runs already or failed before.", HelpName = "FILE" };
        var (make, options) = Options();
        var update = new Command("update", "Install a signed update into the slot that does not run, and look how it stands.") { stick, Install(), Rollback(), Status(), Requested() };
        foreach (var option in options)
            update.Add(option);
        update.SetAction((parsed, cancel) => parsed.GetValue(stick) is { } file
            ? StickAsync(parsed, make(parsed), file.FullName, cancel)
            : Task.FromResult(WrongUse(parsed)));
        return update;
    }

    public static Command CreateGate()
    {
        var seconds = new Option<int?>("--seconds") { Description = "How long the new version has to prove itself. Default: update.healthSeconds of appliance.json, else 180.", HelpName = "N" };
        var (make, options) = Options();
        var gate = new Command("health-gate", "Let a new version prove itself and commit it; status 1 when the machine has to go back to the version before.") { seconds };
        foreach (var option in options)
            gate.Add(option);
        gate.SetAction(async (parsed, cancel) =>
        {
            var session = make(parsed);
            var trial = parsed.GetValue(seconds) ?? session.Settings?.HealthSeconds;
            return End(parsed, await session.Updater.GateAsync(trial is { } given ? TimeSpan.FromSeconds(given) : HealthGate.DefaultTrial, cancel));
        });
        return gate;
    }

    static Command Install()
    {
        var source = new Argument<string>("FILE") { Description = "A bundle: a file, or an address that begins with http:// or https://." };
        var older = new Option<bool>("--allow-older") { Description = "Also a version before the one that runs." };
        return Make("install", "Check a bundle, install it and restart into its trial.", [source], [older], async (parsed, session, cancel) =>
        {
            var file = parsed.GetValue(source)!;
            var allowOlder = parsed.GetValue(older) || session.Settings?.AllowOlder == true;
            if (!file.StartsWith("http://", StringComparison.Ordinal) && !file.StartsWith("https://", StringComparison.Ordinal))
                return await session.Updater.InstallAsync(Path.GetFullPath(file), allowOlder, isFromStick: false, cancel);
            var downloaded = Path.Combine(session.Paths.Device, "bundle.raucb");
            return await session.DownloadAsync(new Uri(file), downloaded, cancel) ?? await session.InstallOnceAsync(downloaded, allowOlder, cancel);
        });
    }

    static Command Rollback() => Make("rollback", "Restart into the version before.", [], [], (_, session, cancel) => session.Updater.RollBackAsync(cancel));

    // Called by a unit when the server left a request.
    static Command Requested() => Make("run", "Do what the server asked for.", [], [], async (_, session, cancel) =>
    {
        string? bundle;
        try
        {
            bundle = new UpdateInbox(session.Paths.Config).Take(session.Paths);
        }
        catch (UpdateException e)
        {
            return e.Message;
        }
        return bundle is null
            ? await session.Updater.RollBackAsync(cancel)
            : await session.InstallOnceAsync(bundle, session.Settings?.AllowOlder == true, cancel);
    });

    static Command Status() => Make("status", "Print what runs and how the last update ended.", [], [], (parsed, session, _) =>
    {
        var machine = new Machine(session.Paths);
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"version {machine.Version}, slot {machine.Slot ?? "none"}, {machine.Compatible ?? "not an appliance image"}");
        var record = new UpdateRecordFile(session.Paths).Load();
        if (record.Pending is { } pending)
            output.WriteLine($"under way: {pending.FromVersion} -> {pending.ToVersion}");
        if (record.Outcome is { } outcome)
            output.WriteLine($"{outcome.State}: {outcome.Message}");
        return Task.FromResult<string?>(null);
    });

    static async Task<int> StickAsync(ParseResult parsed, Session session, string file, CancellationToken cancel)
    {
        if (session.Settings?.Usb == false)
        {
            parsed.InvocationConfiguration.Output.WriteLine("updates from a stick are switched off (update.usb)");
            return ExitCode.Success;
        }
        return End(parsed, await session.Updater.InstallAsync(file, session.Settings?.AllowOlder == true, isFromStick: true, cancel));
    }

    static Command Make(string name, string description, Argument[] arguments, Option[] own, Func<ParseResult, Session, CancellationToken, Task<string?>> action)
    {
        var (make, options) = Options();
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Add(argument);
        foreach (var option in (Option[])[.. own, .. options])
            command.Add(option);
        command.SetAction(async (parsed, cancel) => End(parsed, await action(parsed, make(parsed), cancel)));
        return command;
    }

    static (Func<ParseResult, Session> Make, IReadOnlyList<Option> Options) Options()
    {
        var (paths, options) = DeviceOptions.Paths();
        var server = DeviceOptions.Server();
        return (parsed => new Session(paths(parsed), parsed.GetValue(server)!), [.. options, server]);
    }

    static int WrongUse(ParseResult parsed)
    {
        parsed.InvocationConfiguration.Error.WriteLine("what? install, status or rollback; --help tells more");
        return ExitCode.WrongUse;
    }

    static int End(ParseResult parsed, string? complaint)
    {
        if (complaint is null)
            return ExitCode.Success;
        parsed.InvocationConfiguration.Error.WriteLine(complaint);
        return ExitCode.Failed;
    }

    sealed class Session
    {
        static readonly HttpClient s_client = new() { Timeout = Timeout.InfiniteTimeSpan };

        public Session(DevicePaths paths, Uri server)
        {
            Paths = paths;
            Settings = new DeviceStateFile(paths.State).Load(out _).Settings.Update;
            Updater = new Updater(paths, new RaucProcess(), new Machine(paths), cancel => ServerHealth.AskAsync(s_client, server, cancel), TimeProvider.System);
        }

        public DevicePaths Paths { get; }

        public Owner.UpdateSettings? Settings { get; }

        public Updater Updater { get; }

        /// <summary>Installs a bundle that was taken in for that alone: its room is the data's.</summary>
        public async Task<string?> InstallOnceAsync(string bundle, bool allowOlder, CancellationToken cancel)
        {
            try
            {
                return await Updater.InstallAsync(bundle, allowOlder, isFromStick: false, cancel);
            }
            finally
            {
                File.Delete(bundle);
            }
        }

        public async Task<string?> DownloadAsync(Uri url, string path, CancellationToken cancel)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var download = await BundleDownload.OpenAsync(s_client, url, TimeProvider.System, cancel);
                return await BundleFile.WriteAsync(download.ReadAsync, download.Announced, path, _ => { }, cancel);
            }
            catch (Exception e) when (e is UpdateException or IOException)
            {
                return e.Message;
            }
        }
    }
}
