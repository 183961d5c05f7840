using System.CommandLine;
using System.CommandLine.Parsing;
using SignalK.Wasm.Wasi;

namespace SignalK.Appliance.Wasm;

/// <summary><c>signalk wasm run</c>: the command line of it.</summary>
static class RunCommand
{
    // What the engines reserve by default, and more than any plugin seen has needed.
    const long DefaultMemoryBytes = 256 << 20;

    static readonly Argument<string> s_file = new("FILE") { Description = "The module, a .wasm file." };

    static readonly Argument<string[]> s_arguments = new("ARG")
    {
        Description = "Arguments of the program, behind --.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<string> s_engine = new("--engine") { Description = "The engine to run it; by default Wasmtime where it is found." };

    static readonly Option<ulong> s_fuel = new("--fuel") { Description = "Units that the call may burn; by default without end.", HelpName = "N" };

    static readonly Option<int> s_timeout = new("--timeout") { Description = "Milliseconds that the call may take; by default without end.", HelpName = "MS" };

    static readonly Option<long> s_memory = new("--memory")
    {
        Description = "Bytes that each memory may have.",
        HelpName = "BYTES",
        DefaultValueFactory = _ => DefaultMemoryBytes,
    };

    static readonly Option<string[]> s_folders = new("--dir") { Description = "A folder for the guest, under the same name or another.", HelpName = "HOST[::GUEST]" };

    static readonly Option<string[]> s_environment = new("--env") { Description = "An environment variable for the guest.", HelpName = "K=V" };

    static readonly Option<bool> s_json = new("--json")
    {
        Description = "Print what happened as one JSON object on the last line; the guest's standard output goes to standard error.",
    };

    static readonly Option<string[]> s_invoke = new("--invoke")
    {
        Description = "Call an exported function with numbers as arguments (floats also as 0x and their bits).",
        HelpName = "NAME ARG...",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        s_engine.AcceptOnlyFromAmong("managed", "wasmtime");
        var command = new Command("run", "Run a program, or call one function of a module.")
        {
            s_file, s_arguments, s_engine, s_fuel, s_timeout, s_memory, s_folders, s_environment, s_json, s_invoke,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        if (Problem(parsed) is not { } problem) return RunTool.Run(Read(parsed));
        parsed.InvocationConfiguration.Error.WriteLine($"signalk: {problem}");
        return ExitCode.WrongUse;
    }

    /// <summary>What is wrong although the parser understood it.</summary>
    static string? Problem(ParseResult parsed)
    {
        var invoked = parsed.GetValue(s_invoke) ?? [];
        if (invoked.FirstOrDefault(text => text.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            return $"'{unknown}' is not an option of this command";
        if (parsed.GetValue(s_arguments) is [var first, ..])
        {
            if (invoked.Length > 0) return $"unexpected '{first}': give either --invoke or arguments of the program";
            if (!parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
                return $"unexpected '{first}': arguments of the program go behind --";
        }
        if (parsed.GetResult(s_timeout) is not null && parsed.GetValue(s_timeout) <= 0) return "--timeout needs at least one millisecond";
        if (parsed.GetValue(s_memory) is < 0 or > 4L << 30) return "--memory takes at most 4294967296 bytes";
        if (parsed.GetValue(s_environment)?.FirstOrDefault(variable => variable.IndexOf('=') < 1) is { } variable)
            return $"--env takes K=V, not '{variable}'";
        return parsed.GetValue(s_folders)?.Select(Folder).FirstOrDefault(folder => !Directory.Exists(folder.HostPath)) is { } folder
            ? $"--dir: there is no folder '{folder.HostPath}'"
            : null;
    }

    static RunRequest Read(ParseResult parsed)
    {
        var invoked = parsed.GetValue(s_invoke) ?? [];
        return new RunRequest
        {
            File = parsed.GetRequiredValue(s_file),
            Engine = parsed.GetValue(s_engine),
            Fuel = parsed.GetResult(s_fuel) is null ? null : parsed.GetValue(s_fuel),
            Timeout = parsed.GetResult(s_timeout) is null ? null : TimeSpan.FromMilliseconds(parsed.GetValue(s_timeout)),
            MemoryBytes = parsed.GetValue(s_memory),
            Folders = [.. (parsed.GetValue(s_folders) ?? []).Select(Folder)],
            Environment = [.. (parsed.GetValue(s_environment) ?? []).Select(Variable)],
            Json = parsed.GetValue(s_json),
            Function = invoked.FirstOrDefault(),
            Arguments = invoked is [_, .. var rest] ? rest : parsed.GetValue(s_arguments) ?? [],
        };
    }

    static WasiPreopen Folder(string text)
    {
        var split = text.IndexOf("::", StringComparison.Ordinal);
        return split < 0 ? new WasiPreopen(text, text) : new WasiPreopen(text[..split], text[(split + 2)..]);
    }

    static KeyValuePair<string, string> Variable(string text)
    {
        var split = text.IndexOf('=');
        return KeyValuePair.Create(text[..split], text[(split + 1)..]);
    }
}
