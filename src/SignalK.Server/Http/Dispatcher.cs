using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SignalK.Core.Security;
using SignalK.Server.Security;
using SignalK.Server.Tls;

namespace SignalK.Server.Http;

/// <summary>
/// Every request passes here: who asks, what is asked for, whether it is permitted, and what the sender is told when
/// something goes wrong.
/// </summary>
internal sealed partial class Dispatcher(RouteTable routes, Route fallback, Authenticator authenticator, SecureRedirect? redirect, ILogger log)
{
    public const string MachineRefusal = "this changes the machine: log in as an administrator, or ask from the machine itself";

    private long _failures;

    // Asked for what no other route knows; kept apart, or every wrong method would be 405 for it.
    private readonly Route[] _fallback = [fallback];

    /// <summary>Requests that ended in a fault of ours.</summary>
    public long Failures => Volatile.Read(ref _failures);

    public Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        Cors.Mark(http.Response);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsOptions(request.Method))
        {
            Cors.Preflight(request, http.Response);
            return Task.CompletedTask;
        }

        if (redirect is not null && redirect.TryAnswer(http))
        {
            return Task.CompletedTask;
        }

        var identity = authenticator.Identify(http);
        var found = routes.Find(request.Path.Value ?? "/", out var rest);
        var exchange = new Exchange(http, identity.Principal, rest);
        if (Choose(found.IsEmpty ? _fallback : found, request.Method) is not { } route)
        {
            return RefuseAsync(exchange, found);
        }

        if (!identity.Principal.May(route.Needs))
        {
            return RefuseAsync(exchange, identity, route.Needs);
        }

        Task answered;
        try
        {
            answered = route.Handler(exchange);
        }
        catch (Exception e)
        {
            answered = Task.FromException(e);
        }

        return answered.IsCompletedSuccessfully ? answered : GuardAsync(exchange, answered);
    }

    private static Route? Choose(ReadOnlySpan<Route> routes, string method)
    {
        var asked = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        foreach (var route in routes)
        {
            if (HttpMethods.Equals(route.Method, asked))
            {
                return route;
            }
        }

        return null;
    }

    private static Task RefuseAsync(Exchange exchange, ReadOnlySpan<Route> others)
    {
        var request = exchange.Request;
        if (others.IsEmpty)
        {
            return JsonReply.ErrorAsync(exchange, 404, $"nothing at {request.Path}");
        }

        var allowed = string.Join(", ", others.ToArray().Select(r => r.Method));
        exchange.Response.Headers.Allow = allowed;
        return JsonReply.ErrorAsync(exchange, 405, $"{request.Method} is not supported at {request.Path}, only {allowed}");
    }

    // 401 also for a known user without the right, as upstream: its clients ask for a login then.
    private static Task RefuseAsync(Exchange exchange, Identity identity, Access needs)
    {
        if (identity.Fault is { } fault)
        {
            SessionCookies.Clear(exchange.Response);
            return JsonReply.ErrorAsync(exchange, 401, fault);
        }

        var message = needs == Access.Machine && identity.Principal.May(Access.Admin)
            ? MachineRefusal
            : identity.Principal.IsAuthenticated
                ? $"{identity.Principal.Id} does not have permission for this ({needs.ToString().ToLowerInvariant()} is needed)"
                : "Unauthorized";
        return JsonReply.ErrorAsync(exchange, 401, message);
    }

    private async Task GuardAsync(Exchange exchange, Task answered)
    {
        try
        {
            await answered.ConfigureAwait(false);
        }
        catch (RequestException e) when (!exchange.Response.HasStarted)
        {
            await JsonReply.ErrorAsync(exchange, e.Status, e.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!exchange.Response.HasStarted)
        {
            await JsonReply.ErrorAsync(exchange, e.StatusCode, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exchange.Http.RequestAborted.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _failures);
            LogFailure(log, e, exchange.Request.Method, exchange.Request.Path);
            if (exchange.Response.HasStarted)
            {
                exchange.Http.Abort();
                return;
            }

            await JsonReply.ErrorAsync(exchange, 500, "the server failed to answer; its log says why").ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception fault, string method, string path);
}
