using System.CommandLine;
using System.Text.Json.Nodes;
using SignalK.Appliance.Plugins.Scaffold;
using SignalK.Plugins.Packages;

namespace SignalK.Appliance.Plugins;

/// <summary><c>signalk plugin new</c>: a folder with a plugin that builds, works, and is to be changed.</summary>
static class NewCommand
{
    static readonly Argument<string> s_name = new("NAME") { Description = "The name of the npm package: wind-alarm, @boat/wind-alarm." };

    static readonly Option<string> s_language = new("--language")
    {
        Description = "What to write it in: as (AssemblyScript), rust or c.",
        DefaultValueFactory = _ => "as",
    };

    static readonly Option<string?> s_folder = new("--folder") { Description = "Where; by default a folder of that name, here.", HelpName = "DIR" };

    static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON value." };

    public static Command Create()
    {
        s_language.AcceptOnlyFromAmong([.. PluginLanguage.All.Select(language => language.Name)]);
        var command = new Command("new", "Lay down a plugin that builds, with the SDK of its language.") { s_name, s_language, s_folder, s_json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(s_name),
            PluginLanguage.All.First(language => language.Name == parsed.GetValue(s_language)),
            parsed.GetValue(s_folder),
            parsed.GetValue(s_json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    static int Run(string name, PluginLanguage language, string? folder, bool json, TextWriter output, TextWriter error)
    {
        if (!PackageName.IsValid(name) || name.Any(char.IsAsciiLetterUpper) || !name.AsSpan(name.IndexOf('/') + 1).ContainsAnyExcept("-_.~"))
        {
            error.WriteLine($"signalk: '{name}' is no name of an npm package: small letters, digits, - _ .");
            return ExitCode.WrongUse;
        }
        folder = Path.GetFullPath(folder ?? name[(name.IndexOf('/') + 1)..]);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            error.WriteLine($"signalk: {folder} is there already");
            return ExitCode.Failed;
        }
        try
        {
            foreach (var (path, content) in PluginScaffold.Files(name, language))
            {
                var file = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, content);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"signalk: {fault.Message}");
            return ExitCode.Failed;
        }
        if (json)
        {
            output.WriteLine(new JsonObject { ["name"] = name, ["language"] = language.Name, ["folder"] = folder }.ToJsonString());
            return ExitCode.Success;
        }
        output.WriteLine($"""
            {folder}
            build it:    cd {Path.GetRelativePath(Environment.CurrentDirectory, folder)} && {language.Build}
            install it:  npm pack && signalk plugin install *.tgz
            """);
        return ExitCode.Success;
    }
}
