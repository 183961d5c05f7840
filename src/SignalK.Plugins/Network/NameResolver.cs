using System.Net;

namespace SignalK.Plugins.Network;

/// <summary>
/// Looks up names for one plugin. The system's resolver blocks a thread and cannot be interrupted, for as long as a name server
/// cares to be silent: so a lookup has a thread of its own rather than one of the server's, each plugin has one lookup under way,
/// and all of them together eight.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for has nothing to dispose of, and a late lookup still gives back.
public sealed class NameResolver(Func<string, IPAddress[]>? lookup = null)
#pragma warning restore CA1001
{
    static readonly SemaphoreSlim s_all = new(8);

    readonly Func<string, IPAddress[]> _lookup = lookup ?? Dns.GetHostAddresses;
    readonly SemaphoreSlim _own = new(1);

    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody who knows.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        await _own.WaitAsync(cancel).ConfigureAwait(false);
        Task<IPAddress[]> looking;
        try
        {
            await s_all.WaitAsync(cancel).ConfigureAwait(false);
            looking = Task.Factory.StartNew(() => Look(host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch
        {
            _own.Release();
            throw;
        }
        return await looking.WaitAsync(cancel).ConfigureAwait(false);
    }

    // The places are given back when the lookup ends, not when its asker has lost patience.
    IPAddress[] Look(string host)
    {
        try
        {
            return _lookup(host);
        }
        finally
        {
            s_all.Release();
            _own.Release();
        }
    }
}
