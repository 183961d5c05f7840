using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Machine;

/// <summary>Backup and restore over HTTP; both are for whoever may change the machine, since a backup shows everything.</summary>
internal sealed class BackupRoutes(IBackups backups, long largestUpload, TimeProvider time)
{
    public IEnumerable<Route> All =>
    [
        new("GET", "/skServer/backup", Access.Machine, BackupAsync),
        new("POST", "/skServer/restore", Access.Machine, RestoreAsync),
    ];

    private async Task BackupAsync(Exchange exchange)
    {
        var secrets = exchange.Request.Query["secrets"] == "true";
        await using var backup = await backups.MakeAsync(secrets, exchange.Http.RequestAborted).ConfigureAwait(false);
        var response = exchange.Response;
        var name = time.GetUtcNow().UtcDateTime.ToString("'signalk-'yyyy-MM-dd'T'HHmm'.backup.zip'", CultureInfo.InvariantCulture);
        response.ContentType = "application/zip";
        response.ContentLength = backup.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.CacheControl = "no-store";
        await backup.CopyToAsync(response.Body, exchange.Http.RequestAborted).ConfigureAwait(false);
    }

    private async Task RestoreAsync(Exchange exchange)
    {
        Allow(exchange, largestUpload);
        var outcome = await backups.RestoreAsync(exchange.Request.Body, exchange.Http.RequestAborted).ConfigureAwait(false);
        if (outcome.Ok)
        {
            await JsonReply.TextAsync(exchange, 202, outcome.Message).ConfigureAwait(false);
        }
        else
        {
            await JsonReply.ErrorAsync(exchange, 400, outcome.Message).ConfigureAwait(false);
        }
    }

    /// <summary>The one body that may be long, for the one who may send it.</summary>
    internal static void Allow(Exchange exchange, long bytes)
    {
        if (exchange.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }
}
