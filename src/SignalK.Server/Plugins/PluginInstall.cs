using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Security;
using SignalK.Plugins;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>Packages that come and go over the network: for an administrator, or somebody at the machine itself.</summary>
internal static class PluginInstall
{
    /// <summary>An npm package tarball; the largest plugin known has 3 MB.</summary>
    public const int MaxPackageBytes = 32 * 1024 * 1024;

    /// <summary>The body is the package; <c>?integrity=</c> or the header <c>Integrity</c> may say what it must hash to (<c>sha512-…</c>).</summary>
    public static Task RunAsync(Exchange exchange, IPluginHost host)
    {
        var request = exchange.Request;
        if (request.ContentLength > MaxPackageBytes)
        {
            return PluginReply.ErrorAsync(exchange, 413, $"a package has {MaxPackageBytes / 1024 / 1024} MB at the most");
        }

        if (exchange.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxPackageBytes;
        }

        // A '+' of the hash that was not escaped came as a blank.
        var integrity = request.Query["integrity"].ToString() is { Length: > 0 } query ? query.Replace(' ', '+') : request.Headers["Integrity"].ToString();
        return PluginActions.ActAsync(exchange, host.InstallAsync(
            request.Body, integrity.Length > 0 ? integrity : null, exchange.Http.RequestAborted));
    }

    public static Task RemoveAsync(Exchange exchange, IPluginHost host, PluginStatus plugin) =>
        !exchange.Principal.May(Access.Machine) ? RefuseAsync(exchange) : exchange.Request.Query["data"].ToString() switch
        {
            "" or "keep" => PluginActions.ActAsync(exchange, host.RemoveAsync(plugin.Id.Derived, deleteData: false)),
            "delete" => PluginActions.ActAsync(exchange, host.RemoveAsync(plugin.Id.Derived, deleteData: true)),
            _ => PluginReply.ErrorAsync(exchange, 400, "data is keep or delete"),
        };

    public static Task UndoAsync(Exchange exchange, IPluginHost host, PluginStatus plugin) =>
        exchange.Principal.May(Access.Machine) ? PluginActions.ActAsync(exchange, host.UndoAsync(plugin.Id.Derived)) : RefuseAsync(exchange);

    /// <summary>What a plugin may do was said yes to when it was installed; to change it takes the same.</summary>
    public static async Task GrantAsync(Exchange exchange, IPluginHost host, PluginStatus plugin)
    {
        if (!exchange.Principal.May(Access.Machine))
        {
            await RefuseAsync(exchange).ConfigureAwait(false);
            return;
        }

        var grants = await Body.ReadAsync(exchange).ConfigureAwait(false);
        await PluginActions.ActAsync(exchange, host.GrantAsync(plugin.Id.Derived, grants)).ConfigureAwait(false);
    }

    private static Task RefuseAsync(Exchange exchange) => JsonReply.ErrorAsync(exchange, 401, Dispatcher.MachineRefusal);
}
