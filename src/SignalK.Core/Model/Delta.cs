namespace SignalK.Core.Model;

/// <summary>
/// A change to the model: updates for one context. Reusable: its producer owns it, fills it, hands it to
/// <c>Hub.Ingest</c> (which copies what it keeps) and clears it. Not thread-safe.
/// </summary>
public sealed class Delta
{
    private readonly List<Update> _pool = [];
    private int _count;

    /// <summary><c>vessels.urn:mrn:imo:mmsi:…</c>; null (or <c>vessels.self</c>) is the own vessel.</summary>
    public string? Context { get; set; }

    public int Count => _count;

    public bool IsEmpty => _count == 0;

    public Update this[int index] => index < _count ? _pool[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Adds an update.</summary>
    /// <param name="source">Null: the hub names the ingress as the source.</param>
    /// <param name="timestamp">UTC; default: the hub stamps the time of receipt.</param>
    public Update Add(Source? source = null, DateTime timestamp = default)
    {
        if (_count == _pool.Count)
        {
            _pool.Add(new Update());
        }

        var update = _pool[_count++];
        update.Reset(source, timestamp);
        return update;
    }

    public void Clear()
    {
        Context = null;
        for (var i = 0; i < _count; i++)
        {
            _pool[i].Reset(null, default);
        }

        _count = 0;
    }
}

/// <summary>Values and metadata from one source at one time.</summary>
public sealed class Update
{
    private PathValue[] _values = new PathValue[8];
    private PathMeta[] _metas = [];
    private int _valueCount;
    private int _metaCount;

    public Source? Source { get; set; }

    /// <summary>UTC; default when the producer knows none.</summary>
    public DateTime Timestamp { get; set; }

    public ReadOnlySpan<PathValue> Values => _values.AsSpan(0, _valueCount);

    public ReadOnlySpan<PathMeta> Metas => _metas.AsSpan(0, _metaCount);

    public Update Add(SkPath path, SkValue value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount++] = new PathValue(path, value);
        return this;
    }

    /// <summary>Adds metadata for a path; the members of <paramref name="meta"/> are merged into what is known.</summary>
    public Update AddMeta(SkPath path, SkObject meta)
    {
        if (_metaCount == _metas.Length)
        {
            Array.Resize(ref _metas, Math.Max(4, _metas.Length * 2));
        }

        _metas[_metaCount++] = new PathMeta(path, meta);
        return this;
    }

    internal void Reset(Source? source, DateTime timestamp)
    {
        _values.AsSpan(0, _valueCount).Clear();
        _metas.AsSpan(0, _metaCount).Clear();
        _valueCount = _metaCount = 0;
        Source = source;
        Timestamp = timestamp;
    }
}

public readonly record struct PathValue(SkPath Path, SkValue Value);

public readonly record struct PathMeta(SkPath Path, SkObject Meta);
