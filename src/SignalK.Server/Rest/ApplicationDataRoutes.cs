using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Rest;

/// <summary>
/// Where web applications keep their settings. Applications ask for them at their start and go on with their own storage
/// when there are none, as with the peer when its security is off.
/// </summary>
internal static class ApplicationDataRoutes
{
    private const string Path = "/signalk/v1/applicationData/*";

    public static IEnumerable<Route> All =>
    [
        new("GET", Path, Access.Read, e => JsonReply.ErrorAsync(e, 404, "no application data are kept here")),
        new("POST", Path, Access.Write, e =>
        {
            e.Response.Headers.Allow = "GET";
            return JsonReply.ErrorAsync(e, 405, "application data cannot be kept here");
        }),
    ];
}
