using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SignalK.Core;
using SignalK.Core.Model;
using SignalK.Core.Requests;
using SignalK.Core.Security;
using SignalK.Server.Http;

namespace SignalK.Server.Rest;

/// <summary><c>/signalk/v1/api/**</c>: the model to read, values to set, and the requests that setting them becomes.</summary>
internal sealed class ApiRoutes(Hub hub, PutHandlers handlers, RequestManager requests, TimeProvider time)
{
    // A plugin's answer is there in milliseconds: the client that wished it then has it in one round, as upstream's clients expect.
    private static readonly TimeSpan s_promptness = TimeSpan.FromMilliseconds(300);

    private const string Api = "/signalk/v1/api/*";
    private readonly ApiTree _tree = new(hub);

    public IEnumerable<Route> All =>
    [
        new("GET", Api, Access.Read, GetAsync),
        new("PUT", Api, Access.Write, PutAsync),
        new("DELETE", Api, Access.Write, DeleteAsync),
        new("GET", "/signalk/v1/snapshot/*", Access.Read, SnapshotAsync),
        new("GET", "/signalk/v1/api/snapshot/*", Access.Read, SnapshotAsync),

        // Whoever knows the id made the request, or was given it: a device without an account waits for its own approval so.
        new("GET", SkRequest.HrefPrefix + "*", Access.None, RequestAsync),
    ];

    private Task GetAsync(Exchange exchange) =>
        JsonReply.TrySendAsync(exchange, (Tree: _tree, Path: exchange.Rest), static (writer, at) => at.Tree.TryWrite(writer, at.Path))
        ?? JsonReply.ErrorAsync(exchange, 404, $"nothing at {exchange.Request.Path}");

    private async Task PutAsync(Exchange exchange)
    {
        var body = await Body.ReadAsync(exchange).ConfigureAwait(false);
        var (value, source) = PutBody.Parse(body);
        await SubmitAsync(exchange, value, source, isDelete: false).ConfigureAwait(false);
    }

    private Task DeleteAsync(Exchange exchange) => SubmitAsync(exchange, SkValue.Null, null, isDelete: true);

    private async Task SubmitAsync(Exchange exchange, SkValue value, string? source, bool isDelete)
    {
        if (!TryReadTarget(exchange.Rest, out var context, out var path))
        {
            throw new RequestException(400, "invalid path");
        }

        var command = new PutCommand(context, path, value, source, exchange.Principal) { IsDelete = isDelete };
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = handlers.Submit(command, updated: r =>
        {
            if (r.IsCompleted)
            {
                completed.TrySetResult();
            }
        })!;
        if (!request.IsCompleted)
        {
            await completed.Task.WaitAsync(s_promptness, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await JsonReply.SendAsync(exchange, request.Status.StatusCode, request, static (writer, r) => r.WriteTo(writer)).ConfigureAwait(false);
    }

    private Task RequestAsync(Exchange exchange) => requests.Find(exchange.Rest.TrimEnd('/')) is { } request
        ? JsonReply.SendAsync(exchange, 200, request, static (writer, r) => r.WriteTo(writer))
        : JsonReply.ErrorAsync(exchange, 404, "no request of that id, or it was more than an hour ago");

    private static Task SnapshotAsync(Exchange exchange) =>
        exchange.Request.Query["time"].ToString() is not { Length: > 0 } time
            ? JsonReply.ErrorAsync(exchange, 400, "Snapshot api requires time query parameter")
            : !Timestamp.TryParse(time, out _)
                ? JsonReply.ErrorAsync(exchange, 400, "Time query parameter must be a valid ISO 8601 UTC time value like 2018-12-11T18:40:03.246Z")
                : JsonReply.ErrorAsync(exchange, 501, "No history provider");

    // group/key/path…; a path is not interned before somebody may want it: there are only so many.
    private bool TryReadTarget(ReadOnlySpan<char> rest, out string context, out SkPath path)
    {
        var walker = new PathWalker(rest);
        path = null!;
        context = "";
        if (!walker.TryNext(out var group) || !walker.TryNext(out var key) || walker.IsAtEnd || walker.Rest.Length > SkPath.MaxLength)
        {
            return false;
        }

        context = group is "vessels" && key is "self" ? hub.Options.Self : $"{group}.{key}";
        Span<char> name = stackalloc char[walker.Rest.Length];
        walker.Rest.Replace(name, '/', '.');
        return SkPath.TryGet(name, out path);
    }
}
