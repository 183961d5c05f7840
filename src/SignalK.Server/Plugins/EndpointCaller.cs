using SignalK.Plugins;
using SignalK.Plugins.Running;
using SignalK.Server.Http;

namespace SignalK.Server.Plugins;

/// <summary>Lets a plugin answer a request.</summary>
internal sealed class EndpointCaller(TimeProvider time, TimeSpan timeout)
{
    public async Task RunAsync(Exchange exchange, PluginEndpoint endpoint, string path)
    {
        var request = await EndpointRequest.WriteAsync(exchange, path, endpoint.Parameters).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(timeout, time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, exchange.Http.RequestAborted);
        GuestAnswer answer;
        try
        {
            answer = await endpoint.Calls.AskAsync(endpoint.Handler, request, AskShape.Http, cancel.Token)
                .WaitAsync(cancel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            await PluginReply.ErrorAsync(exchange, 504, $"{endpoint.Calls.Id} did not answer within {timeout.TotalSeconds:0.#} s").ConfigureAwait(false);
            return;
        }

        await (answer.Outcome switch
        {
            AskOutcome.Answered => EndpointReply.SendAsync(exchange, answer.Body),
            AskOutcome.Missing => PluginReply.ErrorAsync(exchange, 500, $"Handler function {endpoint.Handler} not found"),
            AskOutcome.Busy or AskOutcome.NotRunning => PluginReply.ErrorAsync(exchange, 503, answer.Fault ?? "the plugin is not available"),
            _ => PluginReply.ErrorAsync(exchange, 500, answer.Fault ?? "the plugin failed"),
        }).ConfigureAwait(false);
    }
}
