using System.CommandLine;
using System.CommandLine.Invocation;
using SignalK.Appliance.Decode;
using SignalK.Appliance.Device.Backup;
using SignalK.Appliance.Plugins;
using SignalK.Appliance.Wasm;

namespace SignalK.Appliance.Cli;

/// <summary>The root of the command line: every command hangs here, and <c>--help</c> works at each.</summary>
static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        // No response files: an argument that begins with @ is a package's name.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return parsed.Action is ParseErrorAction ? ExitCode.WrongUse : code;
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("A marine data hub: reads the boat's instruments and serves Signal K.")
        {
            RunCommand.Create(),
            ConfigCommand.Create(),
            BackupCommands.CreateBackup(),
            BackupCommands.CreateRestore(),
            DecodeCommand.Create(),
            DeviceCommand.Create(),
            PluginCommand.Create(),
            VersionCommand.Create(),
            WasmCommand.Create(),
        };
        foreach (var option in root.Options.OfType<VersionOption>())
            option.Action = new PrintVersion();
        return root;
    }

    sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult) => VersionCommand.Print(parseResult.InvocationConfiguration.Output);
    }
}
