using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SignalK.Server.Http;

/// <summary>Any web page may read and write, as upstream has it; cookies stay at home because browsers refuse them with "*".</summary>
internal static class Cors
{
    private static readonly StringValues s_any = "*";
    private static readonly StringValues s_true = "true";

    public static void Mark(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = s_any;
        response.Headers.AccessControlAllowCredentials = s_true;
    }

    /// <summary>Answers what a browser asks before it sends a request across origins.</summary>
    public static void Preflight(HttpRequest request, HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = "GET,HEAD,PUT,PATCH,POST,DELETE";
        response.Headers.Vary = "Access-Control-Request-Headers";
        if (request.Headers.AccessControlRequestHeaders is { Count: > 0 } wanted)
        {
            response.Headers.AccessControlAllowHeaders = wanted;
        }
    }
}
