using System.Collections.Immutable;

namespace SignalK.Core.Providers;

/// <summary>
/// Those who provide one thing, and which of them is asked first. An id keeps its rank while its provider is away, so that a
/// plugin that is loaded anew does not lose its place to another. Thread-safe.
/// </summary>
public sealed class ProviderSet<T>
    where T : class, IProvider
{
    /// <summary>Providers of one thing.</summary>
    public const int MaxProviders = 16;

    private readonly Lock _gate = new();
    private readonly List<string> _ranks = [];
    private ImmutableArray<T> _all = [];
    private string? _chosen;

    /// <summary>The longest known first.</summary>
    public ImmutableArray<T> All => _all;

    public bool IsEmpty => _all.IsEmpty;

    /// <summary>The chosen one, else the first; null when there is none.</summary>
    public T? Default
    {
        get
        {
            var all = _all;
            return Find(_chosen) ?? (all.IsEmpty ? null : all[0]);
        }
    }

    public T? Find(string? id)
    {
        foreach (var provider in _all)
        {
            if (provider.Id == id)
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>Takes the place of an older one of the same id. Null when there are too many; dispose to take it away.</summary>
    public IDisposable? Register(T provider)
    {
        lock (_gate)
        {
            var others = _all.RemoveAll(p => p.Id == provider.Id);
            if (others.Length >= MaxProviders)
            {
                return null;
            }

            if (!_ranks.Contains(provider.Id))
            {
                // The rank of one that went away goes first when many came and went.
                if (_ranks.Count >= MaxProviders * 2)
                {
                    _ranks.Remove(_ranks.First(id => others.All(p => p.Id != id)));
                }

                _ranks.Add(provider.Id);
            }

            _all = [.. others.Add(provider).OrderBy(p => _ranks.IndexOf(p.Id))];
        }

        return new Registration(this, provider);
    }

    /// <summary>False when there is none of that id.</summary>
    public bool Choose(string id)
    {
        if (Find(id) is null)
        {
            return false;
        }

        _chosen = id;
        return true;
    }

    private void Remove(T provider)
    {
        lock (_gate)
        {
            _all = _all.RemoveAll(p => ReferenceEquals(p, provider));
        }
    }

    private sealed class Registration(ProviderSet<T> set, T provider) : IDisposable
    {
        public void Dispose() => set.Remove(provider);
    }
}
