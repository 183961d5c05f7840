using System.CommandLine;

namespace SignalK.Appliance.Device;

/// <summary>Of the commands of <c>signalk device</c>.</summary>
static class DeviceOptions
{
    public static Option<Uri> Server() => new("--server")
    {
        Description = "Where the server answers.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:3000"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                return uri;
            result.AddError($"--server takes an address such as http://127.0.0.1:3000, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    public static (Func<ParseResult, DevicePaths> Read, IReadOnlyList<Option> Options) Paths()
    {
        var owner = Directory("--owner", "The owner's FAT partition.", DevicePaths.Default.Owner);
        var data = Directory("--data", "The data partition.", DevicePaths.Default.Data);
        var run = Directory("--run", "What holds until the next start.", DevicePaths.Default.Run);
        var root = Directory("--root", "The root of the file system.", DevicePaths.Default.Root);
        return (parsed => new DevicePaths(Full(parsed, owner), Full(parsed, data), Full(parsed, run), Full(parsed, root)), [owner, data, run, root]);

        Option<string> Directory(string name, string description, string otherwise) =>
            new(name) { Description = description, HelpName = "DIR", DefaultValueFactory = _ => otherwise };

        string Full(ParseResult parsed, Option<string> option) => Path.GetFullPath(parsed.GetValue(option)!);
    }
}
