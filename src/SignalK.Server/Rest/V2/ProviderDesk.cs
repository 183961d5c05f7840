using SignalK.Server.Http;

namespace SignalK.Server.Rest.V2;

/// <summary>Waits for providers, but not for ever.</summary>
internal sealed class ProviderDesk(TimeProvider time, TimeSpan timeout)
{
    /// <exception cref="RequestException">No answer in time: 504.</exception>
    public async Task<T> WithinAsync<T>(Exchange exchange, Func<CancellationToken, Task<T>> ask)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, exchange.Http.RequestAborted);
        try
        {
            return await ask(cancel.Token).WaitAsync(cancel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new RequestException(504, $"the provider did not answer within {timeout.TotalSeconds:0.#} s");
        }
    }
}
