using System.Net;

namespace SignalK.Plugins.Network;

/// <summary>
/// Looks up names for one plugin. The system's resolver blocks a thread and cannot be interrupted, for as long as a name server
/// cares to be silent: so a lookup has a thread of its own rather than one of the server's, each plugin has one lookup under way,
/// and all of them together eight.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asks for has nothing to dispose of, and a late lookup still gives back.
public sealed class NameResolver(Func<string, IPAddress[]>? lookup = null, TimeProvider? time = null)
#pragma warning restore CA1001
{
    const int MostKept = 16;

    static readonly SemaphoreSlim s_all = new(8);
    static readonly TimeSpan s_kept = TimeSpan.FromMinutes(1);

    readonly Func<string, IPAddress[]> _lookup = lookup ?? Dns.GetHostAddresses;
    readonly TimeProvider _time = time ?? TimeProvider.System;
    readonly SemaphoreSlim _own = new(1);
    readonly Dictionary<string, (IPAddress[] Addresses, long At)> _kept = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known without asking: addresses, and names that were looked up within a minute.</summary>
    public bool TryKnown(string host, out IPAddress[] addresses)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            addresses = [address];
            return true;
        }
        lock (_kept)
        {
            var found = _kept.TryGetValue(host, out var kept) && _time.GetElapsedTime(kept.At) < s_kept;
            addresses = found ? kept.Addresses : [];
            return found;
        }
    }

    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody who knows.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
    {
        if (TryKnown(host, out var known))
            return known;
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
            var addresses = _lookup(host);
            lock (_kept)
            {
                if (_kept.Count >= MostKept)
                    _kept.Clear();
                _kept[host] = (addresses, _time.GetTimestamp());
            }
            return addresses;
        }
        finally
        {
            s_all.Release();
            _own.Release();
        }
    }
}
