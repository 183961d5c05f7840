using Microsoft.AspNetCore.Http;
using SignalK.Core.Security;

namespace SignalK.Server.Http;

/// <summary>One request on its way through the server, already authorised for its route.</summary>
/// <param name="Http">The request and the response.</param>
/// <param name="Principal">Who asks.</param>
/// <param name="Rest">What follows the prefix of the route; empty for an exact one.</param>
public readonly record struct Exchange(HttpContext Http, Principal Principal, string Rest)
{
    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;
}

/// <summary>Answers a request.</summary>
public delegate Task RouteHandler(Exchange exchange);
