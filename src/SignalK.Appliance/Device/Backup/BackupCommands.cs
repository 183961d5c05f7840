using System.CommandLine;
using SignalK.Appliance.Configuration;

namespace SignalK.Appliance.Device.Backup;

/// <summary><c>signalk backup</c> and <c>signalk restore</c>.</summary>
static class BackupCommands
{
    public static Command CreateBackup()
    {
        var config = ConfigOption.Create();
        var secrets = new Option<bool>("--secrets") { Description = "Put accounts and keys in it as well." };
        var file = new Argument<FileInfo>("FILE") { Description = "The backup to write; none may be there." };
        var command = new Command("backup", "Write everything of the configuration directory that is yours into one file.") { config, secrets, file };
        command.SetAction(parsed => Guard(parsed, () =>
        {
            var directory = Directory(parsed.GetValue(config));
            using var target = new FileStream(parsed.GetValue(file)!.FullName, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            BackupWriter.Write(target, directory, parsed.GetValue(secrets), BackupLimits.Default, TimeProvider.System);
            target.Flush(flushToDisk: true);
            return $"{target.Name}: {target.Length} bytes";
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var config = ConfigOption.Create();
        var undo = new Option<bool>("--undo") { Description = "Go back to the configuration before the last restore." };
        var file = new Argument<FileInfo?>("FILE") { Description = "A backup, of ours or of signalk-server, or a zipped .signalk directory.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("restore", "Put a backup in the place of the configuration; the server must not be running. The old one is kept for --undo.") { config, undo, file };
        command.SetAction(parsed => Guard(parsed, () =>
        {
            var directory = Directory(parsed.GetValue(config));
            var swap = new RestoreSwap(directory);
            if (parsed.GetValue(undo))
                return swap.Undo() ? "the configuration before the last restore is in force again" : throw new IOException("there is nothing to go back to");
            if (parsed.GetValue(file) is not { } backup)
                throw new IOException("which file? name one, or --undo");
            System.IO.Directory.CreateDirectory(directory);
            using var backups = new Backups(directory, TimeProvider.System);
            using var source = backup.OpenRead();
            var outcome = backups.Stage(source);
            if (!outcome.Ok)
                throw new IOException($"{outcome.Message}: {backup.Name}");
            swap.Complete();
            return outcome.Message.Replace("; in force from the next start", " restored", StringComparison.Ordinal);
        }));
        return command;
    }

    static string Directory(string? option) => new RunOptions { ConfigDirectory = option }.Paths.Directory;

    static int Guard(ParseResult parsed, Func<string> action)
    {
        try
        {
            parsed.InvocationConfiguration.Output.WriteLine(action());
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }
}
