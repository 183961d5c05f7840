using System.CommandLine;
using SignalK.Appliance.Configuration;
using SignalK.Appliance.Device.Provisioning;
using SignalK.Appliance.Device.Vendor;
using SignalK.Server.Security;

namespace SignalK.Appliance.Plugins;

/// <summary>What every command about installed plugins takes, and the way to them that it means.</summary>
sealed class PluginOptions
{
    readonly Option<string?> _config = ConfigOption.Create();
    readonly Option<string?> _url = new("--url") { Description = "The server to ask. Default: the one that runs on the configuration directory, else the directory itself.", HelpName = "URL" };
    readonly Option<string?> _user = new("--user") { Description = "Who logs in to the server; the password comes from SIGNALK_PASSWORD or from the standard input.", HelpName = "NAME" };
    readonly Option<string?> _token = new("--token") { Description = "A token to log in with. Default: SIGNALK_TOKEN; else, on the server's own machine, its security.json.", HelpName = "TOKEN" };
    readonly Option<bool> _json = new("--json") { Description = "Print one JSON value." };

    public PluginOptions() => _url.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !(Uri.TryCreate(token.Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            result.AddError($"--url: expected http://HOST:PORT, found \"{token.Value}\"");
    });

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_config, _url, _user, _token, _json])
            command.Add(option);
    }

    /// <summary>Finds the plugins, does it to them and prints the answer.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IPluginTool, Task<PluginAnswer>> act, Action<PluginAnswer, TextWriter>? print = null)
    {
        var (tool, fault) = await OpenAsync(parsed);
        using (tool as IDisposable)
        {
            var answer = tool is null ? PluginAnswer.Failed(fault!) : await act(tool);
            return PluginPrinter.Print(answer, parsed.GetValue(_json), parsed.InvocationConfiguration, print);
        }
    }

    async Task<(IPluginTool? Tool, string? Fault)> OpenAsync(ParseResult parsed)
    {
        var paths = ConfigPaths.Resolve(parsed.GetValue(_config), Environment.GetEnvironmentVariable);
        var local = RunFile.Find(paths.Directory);
        if ((parsed.GetValue(_url) ?? local) is not { } url)
        {
            if (DirectoryOwner.Become(paths.Directory) is { } refusal)
                return (null, refusal);
            return (new DirectoryPlugins(paths, VendorKit.Load(DeviceEnvironment.Read(Environment.GetEnvironmentVariable).Vendor).Plugins), null);
        }
        var token = parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable("SIGNALK_TOKEN");
        // Only to the server of that very directory: a token is no business of another's.
        if (token is null && url == local)
            token = LocalLogin.TryCreate(paths.Security, TimeProvider.System);
        var server = new RemotePlugins(url, token);
        if (parsed.GetValue(_user) is not { } user)
            return (server, null);
        var password = Environment.GetEnvironmentVariable("SIGNALK_PASSWORD") ?? await Console.In.ReadLineAsync() ?? "";
        return await server.LoginAsync(user, password) is { } fault ? (null, fault) : (server, null);
    }
}
